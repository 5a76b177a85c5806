Feature: The message of an OTP: topic, key, headers, payload, timestamp

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: The SMS is what its contract says, part by part
    Given the next request carries:
      | x-correlation-id | one |
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message has no key
    And the message header "__TypeId__" is "org.egov.persistence.contract.SMSRequest"
    And the message header "x-correlation-id" is "#notpresent"
    And the message payload matches:
      """
      {
        "mobileNumber": "#(mobile)",
        "message": "#string",
        "category": "OTP",
        "expiryTime": "#epochMs",
        "countryCode": "#present"
      }
      """
    And the message conforms to its contract

  Scenario: The timestamp of the SMS is that of its creation, just after the request
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message timestamp is "CreateTime"
    And the message is at most 5 seconds younger than the request

  Scenario: The SMS is worth sending for three seconds at most
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message expires at most 3 seconds after its timestamp

  Scenario: The SMS is there when the answer comes
    When a "login" OTP is requested
    Then exactly 1 message arrives on "otp-sms" within 1 millisecond where:
      | value.mobileNumber | #(mobile) |

  @needs=user-otp-control
  Scenario: A text that takes long to be looked up takes from the three seconds
    Given a tenant of its own
    And localization takes 300 milliseconds
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message expires at most 2.8 seconds after its timestamp

  @needs=egov-user-control
  Scenario: The e-mail has the same parts
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    When a "login" OTP is requested
    Then an OTP is sent by e-mail
    And the message has no key
    And the message header "__TypeId__" is "org.egov.persistence.contract.EmailRequest"
    And the message timestamp is "CreateTime"
    And the message payload matches:
      """
      { "email": { "emailTo": ["#(email)"], "subject": "#string", "body": "#string" } }
      """
    And the message conforms to its contract
