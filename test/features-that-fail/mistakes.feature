Feature: What a mistake in a feature ends in

  Scenario: The subscription comes after the call
    Given a registered citizen
    When a "login" OTP is requested
    And a subscription to "otp-sms"
    Then an OTP is sent by SMS

  Scenario: There is no subscription
    Given a registered citizen
    When a "login" OTP is requested
    Then an OTP is sent by SMS

  Scenario: The topic is misspelt
    Given a registered citizen
    And a subscription to "otp-sns"

  Scenario: An absence without a subscription proves nothing
    Given a registered citizen
    Then no OTP is sent

  Scenario: An OTP is sent that should not be
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then no OTP is sent

  Scenario: A variable is not known
    Given a registered citizen
    And a subscription to "otp-sms"
    Then no message has arrived on "otp-sms" where:
      | value.mobileNumber | #(mobil) |

  @needs=egov-opt
  Scenario: A service is needed that no environment has
    Given a registered citizen
