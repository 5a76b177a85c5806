Feature: Passes

  Scenario: A step that passes
    * it passes

  Scenario: Another step that passes
    * it passes
