Feature: What a wrong user-otp ends in

  Background:
    Given a registered citizen

  Scenario: Nothing is sent, and nothing has ever been sent
    Given a subscription to "otp-sms"
    And a user-otp that "sends-nothing"
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS

  Scenario: Nothing is sent, and an OTP of an earlier request lies on the topic
    When a "login" OTP is requested
    Then the OTP request is accepted
    Given a subscription to "otp-sms"
    And a user-otp that "sends-nothing"
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS

  Scenario: Nothing is sent
    Given a subscription to "otp-sms"
    And a user-otp that "sends-nothing"
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS

  Scenario: The OTP goes to another number
    Given a subscription to "otp-sms"
    And a user-otp that "sends-to-another-number"
    When a "login" OTP is requested
    Then an OTP is sent by SMS

  Scenario: The number has a country prefix
    Given a subscription to "otp-sms"
    And a user-otp that "adds-country-prefix"
    When a "login" OTP is requested
    Then an OTP is sent by SMS

  Scenario Outline: The message breaks its contract: <deviation>
    Given a subscription to "otp-sms"
    And a user-otp that "<deviation>"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message conforms to its contract

    Examples:
      | deviation      |
      | expiry-as-text |
      | omits-message  |
      | wrong-category |
      | omits-type-id  |
      | adds-key       |

  Scenario: The OTP is sent twice
    Given a subscription to "otp-sms"
    And a user-otp that "sends-twice"
    When a "login" OTP is requested
    Then an OTP is sent by SMS

  Scenario: The OTP comes after the deadline
    Given a subscription to "otp-sms"
    And a user-otp that "sends-late"
    When a "login" OTP is requested
    Then an OTP is sent by SMS within 1 second

  Scenario: user-otp answers 500
    Given a subscription to "otp-sms"
    And a user-otp that "answers-500"
    When a "login" OTP is requested
    Then the OTP request is accepted

  Scenario: user-otp hangs up
    Given a subscription to "otp-sms"
    And a user-otp that "hangs-up"
    When a "login" OTP is requested
    Then the OTP request is accepted
