Feature: Faults of tests and of their surroundings

  @undefined
  Scenario: A step that nobody wrote
    Given it passes
    When nobody wrote this for 9812345678

  @ambiguous
  Scenario: A step that two people wrote
    Given it is written twice

  @pending
  Scenario: A step that is to be written
    Given it is pending

  @error
  Scenario: A step that fails
    Given it passes
    When it fails

  @worker-dies
  Scenario: A step that ends its worker
    Given it ends the process

  @crash
  Scenario: An error that no step waits for
    Given it fails later

  @prints
  Scenario: A step that prints a number
    Given it prints 9812345678

  @holds
  Scenario: A step that leaves a timer behind
    Given it leaves a timer behind

  @hangs
  Scenario: A step that never ends
    Given it never ends

  @hangs
  Scenario: Another step that never ends
    Given it never ends
