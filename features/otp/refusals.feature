Feature: Requests for a one-time password that user-otp refuses

  Scenario: A number that nobody has registered cannot log in
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_CREDENTIAL"
    And no OTP is sent

  Scenario: A number that nobody has registered cannot reset a password
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "passwordreset" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_MOBILE_NUMBER"
    And no OTP is sent within 500 milliseconds

  Scenario: A registered citizen cannot register again
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "register" OTP is requested
    Then the OTP request is refused with "OTP.MOBILENUMBER"
    And no OTP is sent
