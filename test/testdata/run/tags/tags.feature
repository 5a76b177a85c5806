Feature: Tags

  Scenario: A doc string holds what looks like tags
    Given a text
      """
      @needs
      """
    And a text
      ```
      @need=x
      ```

  @smoke @needs=egov-otp # @needs
  @wip @need=egov-otp # Data for the test of misspelt tags; nothing here is meant to run.
  Scenario: A tag is misspelt
    Given a text
