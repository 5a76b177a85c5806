@environment
Feature: The environment of a run

  Scenario: All that was started listens
    Then the broker and 3 services listen
