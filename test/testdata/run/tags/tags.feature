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
  @wip @need=egov-otp
  Scenario: A tag is misspelt
    Given a text
