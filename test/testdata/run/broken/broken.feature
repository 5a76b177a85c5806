Feature: Does not parse

  Scenario: Good
    Given it passes
  Scenario Outlin: 9812345678
