Feature: Messages of others disturb nobody

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: Text that is not JSON
    When this message is published to "otp-sms":
      """
      { "mobileNumber": "9
      """
    And a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message conforms to its contract

  Scenario: A payload that would poison a prototype
    When this message is published to "otp-sms":
      """
      { "__proto__": { "mobileNumber": "#(mobile)" }, "constructor": { "prototype": { "category": "OTP" } } }
      """
    And a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message conforms to its contract

  Scenario: A tombstone is told from the JSON null
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      null
      """
    Then a message arrives on "otp-sms" where:
      | key   | #(mobile) |
      | value | "null"    |
    When a tombstone with key "#(mobile)" is published to "otp-sms"
    Then a message arrives on "otp-sms" where:
      | key   | #(mobile) |
      | value | null      |
    And the message is a tombstone

  Scenario: A tombstone
    When a tombstone with key "somebody" is published to "otp-sms"
    And a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message conforms to its contract
