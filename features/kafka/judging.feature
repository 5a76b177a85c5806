Feature: Messages that are judged

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A message that keeps its contract, in payload, headers, key and timestamp
    When this message is published to "otp-sms" with headers:
      | headers.__TypeId__ | org.egov.persistence.contract.SMSRequest                                                                                             |
      | value              | {"mobileNumber": "#(mobile)", "message": "135790 is your code.", "category": "OTP", "expiryTime": 1767225600000, "countryCode": "+91"} |
    Then a message arrives on "otp-sms" where:
      | value.mobileNumber | #(mobile) |
    And the message conforms to its contract
    And the message conforms to the schema "sms-request"

  Scenario: A message whose payload alone fits is judged by the schema alone
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "mobileNumber": "#(mobile)", "message": "135790 is your code.", "category": "OTP", "expiryTime": 1767225600000, "countryCode": "+91" }
      """
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |
    And the message conforms to the schema "sms-request"

  Scenario: A payload is compared with a template, of which it may have more
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": 7, "tags": ["a", "b"], "none": null, "at": "2026-11-21T22:36:15Z" }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile) |
    And the message payload matches:
      """
      { "id": "#number", "tags": "#[2] #string", "none": null, "at": "#datetime", "absent": "#notpresent", "for": "#(mobile)" }
      """
