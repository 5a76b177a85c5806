Feature: One-time passwords by SMS

  Scenario: A citizen who logs in receives an OTP
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message conforms to its contract
    And the OTP is valid

  Scenario: A new citizen who registers receives an OTP
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "register" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message conforms to its contract
    And the OTP is valid

  Scenario: A citizen who forgot the password receives an OTP
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message conforms to its contract
    And the OTP is valid

  Scenario: Two citizens who log in at once receive an OTP each
    Given a registered citizen "Asha"
    And a registered citizen "Ravi"
    And a subscription to "otp-sms"
    When "login" OTPs are requested for "Asha" and "Ravi" at once
    Then an OTP is sent by SMS to "Asha"
    And the OTP is valid
    And an OTP is sent by SMS to "Ravi"
    And the OTP is valid

  Scenario: One request sends one OTP
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS within 1 second
