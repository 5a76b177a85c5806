@needs=user-otp-control
Feature: What user-otp does while Kafka is away

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  @needs=egov-otp-control
  Scenario: A login fails when Kafka is not there
    Given Kafka is away from user-otp, which waits 100 milliseconds
    When a "login" OTP is requested
    Then the OTP request fails with "Failed to push event onto the event bus"
    And no OTP is sent within 200 milliseconds
    And "egov-otp" has been asked for that mobile number:
      """
      { "path": "/otp/v1/_create" }
      """

  Scenario: A password reset is accepted when Kafka is not there
    Given Kafka is away from user-otp, which waits 100 milliseconds
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And no OTP is sent within 200 milliseconds

  @needs=egov-user-control
  Scenario: Neither SMS nor e-mail arrives when Kafka is not there
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And Kafka is away from user-otp, which waits 100 milliseconds
    When a "login" OTP is requested
    Then the OTP request fails with "Failed to push event onto the event bus"
    And no OTP is sent

  Scenario: What is refused is refused without waiting for Kafka
    Given Kafka is away from user-otp, which waits 60000 milliseconds
    When a "login" OTP is requested with:
      | otp.tenantId | #notpresent |
    Then the OTP request is refused with "OTP.TENANT_ID_MANDATORY"
    And no OTP is sent

  Scenario: A message that waited is delivered once, with the time at which it was made
    Given Kafka is away from user-otp for 3500 milliseconds
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS within 300 milliseconds
    And the message is at most 0 seconds younger than the request
    And the message expires at most 3 seconds after its timestamp
    And the OTP is valid

  Scenario: After an outage the next request is served
    Given Kafka is away from user-otp for 100 milliseconds
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When a "login" OTP is requested
    Then the OTP request is accepted
    And a new OTP is sent that differs from the first
    And the OTP is valid
