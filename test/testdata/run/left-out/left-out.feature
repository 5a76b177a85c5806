Feature: What is left out

  Scenario: One that runs
    Given a registered citizen

  @ignore
  Scenario: One that a tag expression leaves out
    Given a registered citizen
