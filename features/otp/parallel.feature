Feature: Several OTPs are asked for at once

  Scenario: Two citizens who log in at once receive an OTP each
    Given a registered citizen "Asha"
    And a registered citizen "Ravi"
    And a subscription to "otp-sms"
    When "login" OTPs are requested for "Asha" and "Ravi" at once
    Then an OTP is sent by SMS to "Asha"
    And the OTP is valid
    And an OTP is sent by SMS to "Ravi"
    And the OTP is valid

  Scenario: Two requests for one number at once send two OTPs, and both are valid
    Given a registered citizen
    And a subscription to "otp-sms"
    When 2 "login" OTPs are requested at once
    Then 2 different OTPs are sent by SMS
    And every OTP is valid

  Scenario: Twenty requests for one number at once send twenty
    Given a registered citizen
    And a subscription to "otp-sms"
    When 20 "login" OTPs are requested at once
    Then exactly 20 messages arrive on "otp-sms" where:
      | value.mobileNumber | #(mobile) |

  @needs=user-otp-control
  Scenario: A client that gives up does not stop the message
    Given a tenant of its own
    And a registered citizen
    And a subscription to "otp-sms"
    And localization takes 300 milliseconds
    When a "login" OTP is requested by a client that gives up after 100 milliseconds
    Then an OTP is sent by SMS
    And the OTP is valid
