Feature: How long an OTP is valid, for whom, and how often

  Scenario: An OTP is accepted once and refused the second time
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the OTP is valid
    And the OTP is no longer valid

  Scenario: The OTP of one citizen is of no use to another
    Given a registered citizen "Ravi"
    And a registered citizen "Asha"
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS to "Asha"
    And the OTP is not valid for "Ravi"
    And the OTP is valid for "Asha"

  @needs=egov-otp-control
  Scenario: An OTP expires after a quarter of an hour
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When 16 minutes pass for that mobile number
    Then the OTP is no longer valid

  @needs=egov-otp-control
  Scenario: An OTP is still valid after ten minutes
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When 10 minutes pass for that mobile number
    Then the OTP is valid

  Scenario: The OTP of the message is what egov-otp accepts
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested for tenant "pb.amritsar"
    Then an OTP is sent by SMS
    And the message is kept as "login"
    And "code" is taken from "value.message" by "(\d{6})"
    When POST "/otp/v1/_validate" is called on "egov-otp" with:
      """
      { "otp": { "otp": "#(code)", "identity": "#(login.value.mobileNumber)", "tenantId": "pb" } }
      """
    Then the response status is 200
    And the response matches:
      """
      {
        "otp": {
          "otp": "#(code)", "UUID": "#uuid", "identity": "#(mobile)", "tenantId": "pb", "isValidationSuccessful": true
        }
      }
      """
