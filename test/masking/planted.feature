@number-9876543201
Feature: Numbers in the text of a feature 9876543202
  Somebody wrote +919876543203 here, and OTP 482913.

  Scenario: A number in the name 9876543204
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested for mobile number "9876543205"
    And this message is published to "otp-sms" with key "9876543206":
      """
      { "mobileNumber": "9876543207", "message": "Your Login OTP is 482914." }
      """
    Then a message arrives on "otp-sms" where:
      | value.mobileNumber | "9876543207" |
    And the message payload matches:
      """
      { "mobileNumber": "9876543208" }
      """

  Scenario Outline: A number of the examples <number>
    Given a step that fails with "<number>"

    Examples: 9876543209
      | number     |
      | 9876543210 |

  Scenario: A header
    Given a header of "otp-sms" that holds "9876543211"

  Scenario: A hook that fails, after a line on the console
    Given a step that prints "9876543212"
    And a hook that fails with "9876543213"

  Scenario: An attachment
    Given a step that attaches "9876543214"
