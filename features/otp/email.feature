@needs=egov-user-control
Feature: One-time passwords by e-mail, for whom has an address

  Background:
    Given subscriptions to:
      | otp-sms   |
      | otp-email |

  Scenario: A citizen who logs in receives the OTP by SMS and by e-mail
    Given a registered citizen with an e-mail address
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message conforms to its contract
    And the OTP is valid

  Scenario: A citizen who forgot the password receives the OTP by SMS and by e-mail
    Given a registered citizen with an e-mail address
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message conforms to its contract
    And the OTP is valid

  Scenario: One request sends one e-mail
    Given a registered citizen with an e-mail address
    When a "login" OTP is requested
    Then an OTP is sent by e-mail within 300 milliseconds

  Scenario: A citizen without an address receives no e-mail
    Given a registered citizen
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And "code" is taken from "value.message" by "(\d{6})"
    And no message has arrived on "otp-email" where:
      | value.email.body | #regex .*#(code).* |

  Scenario: A login goes to the number of the request where the citizen has none, and the e-mail too
    Given a registered citizen
    And that citizen is known to egov-user as:
      """
      { "mobileNumber": null, "emailId": "#(mobile)@example.org" }
      """
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the OTP is valid

  Scenario: A password reset goes to the stored number, and the OTP belongs to the number of the request
    Given a registered citizen "Stored"
    And a registered citizen "Asking"
    And that citizen is known to egov-user as:
      """
      { "mobileNumber": "#(citizens.Stored.mobileNumber)" }
      """
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS to "Stored"
    And the OTP is not valid for "Stored"
    And the OTP is valid for "Asking"
    And no OTP is sent

  Scenario: The e-mail says nothing of the caller, even when the caller does
    Given a registered citizen with an e-mail address
    When a "login" OTP is requested with:
      | requestInfo | { "apiId": "web", "msgId": "x", "ts": 1795300442382, "authToken": "not told" } |
    Then an OTP is sent by e-mail
    And the message payload matches:
      """
      {
        "requestInfo": {
          "apiId": null, "ver": null, "ts": null, "action": null, "did": null, "key": null, "msgId": null,
          "authToken": null, "correlationId": null, "plainAccessRequest": null, "userInfo": null
        },
        "email": { "emailTo": ["#(email)"], "subject": "#string", "body": "#string" }
      }
      """
