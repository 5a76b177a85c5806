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

  Scenario: One request sends one OTP
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS within 300 milliseconds

  Scenario Outline: A request with <what> is a registration
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "register" OTP is requested with:
      | otp.type | <type> |
    Then the OTP request is accepted
    And an OTP is sent by SMS

    Examples:
      | what                | type        |
      | no type             | #notpresent |
      | a type that is null | null        |
      | an empty type       | ""          |
      | a type in capitals  | REGISTER    |

  Scenario: The type of a login may be in any letter case
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "LoGiN" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
