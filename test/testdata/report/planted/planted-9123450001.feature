# A comment about 9123450002
@citizen-9123450003
Feature: Planted 9123450004
  A description with +91 91234 50005.

  Background:
    Given a step with "9123450006"

  Scenario: passes for 9123450007
    Given a table:
      | mobileNumber | 9123450008 |
      | 9123450009   | otp 482911 |
    And a document:
      """json
      {"mobileNumber":"919123450010","otp":{"otp":"482911","otpReference":482911},"password":"planted-password"}
      """

  Scenario Outline: throws for <number>
    Given a step that throws "<number>"

    Examples: of 9123450011
      | number        |
      | +919123450012 |

  Scenario: attaches
    Given a step that attaches everything

  Scenario: crashes its worker
    Given a step that ends its worker "9123450013"

  @broken-hook
  Scenario: has a hook that fails
    Given a step with "9123450014"
