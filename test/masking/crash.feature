Feature: A process that dies with a number on its lips

  Scenario: A crash behind the back of a step
    Given a crash with "9876543215"
