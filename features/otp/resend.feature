Feature: An OTP is asked for again

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: The second request sends another OTP, and the first one stays valid
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When a "login" OTP is requested
    Then a new OTP is sent that differs from the first
    And the first OTP is valid

  Scenario: The second OTP is valid, once
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When a "login" OTP is requested
    Then a new OTP is sent that differs from the first
    And the OTP is valid
    And the OTP is no longer valid
