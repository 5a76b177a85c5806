@fails
Feature: Fails

  Scenario: A step that fails
    Given it passes
    When it fails

  Scenario: Undefined
    Given nobody knows this 9812345678
    And nor this

  Scenario: Ambiguous
    Given it is ambiguous

  Scenario: Pending
    Given it is pending
