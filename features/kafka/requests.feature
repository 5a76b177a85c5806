Feature: Calls over HTTP, and the messages that they cause

  Scenario: A call with a body, its answer and its message
    Given a registered citizen
    And a subscription to "otp-sms"
    When POST "/user-otp/v1/_send" is called on "user-otp" with:
      """
      { "otp": { "mobileNumber": "#(mobile)", "tenantId": "pb.amritsar", "type": "login", "userType": "CITIZEN" } }
      """
    Then the response status is 201
    And the response matches:
      """
      { "isSuccessful": true }
      """
    And exactly 1 message arrives on "otp-sms" where:
      | value.mobileNumber | #(mobile) |

  Scenario: A call that is refused causes none
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When POST "/user-otp/v1/_send" is called on "user-otp" with:
      """
      { "otp": { "mobileNumber": "#(mobile)", "tenantId": "pb.amritsar", "type": "login", "userType": "CITIZEN" } }
      """
    Then the response status is 400
    And the response matches:
      """
      { "error": { "code": 400, "fields": [{ "code": "OTP.UNKNOWN_CREDENTIAL", "message": "#string" }] } }
      """
    And no message has arrived on "otp-sms" where:
      | value.mobileNumber | #(mobile) |

  Scenario: A call without a body
    When OPTIONS "/user-otp/v1/_send" is called on "user-otp"
    Then the response status is 200
