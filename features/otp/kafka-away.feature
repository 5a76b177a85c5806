@needs=user-otp-control
Feature: What user-otp does while Kafka is away

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A login fails when it has waited long enough, and nothing is delivered later
    Given Kafka is away from user-otp, which waits 100 milliseconds
    When a "login" OTP is requested
    Then the OTP request fails with "Failed to push event onto the event bus"
    And no OTP is sent within 200 milliseconds

  Scenario: A password reset keeps silent, and nothing is delivered later
    Given Kafka is away from user-otp, which waits 100 milliseconds
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And no OTP is sent within 200 milliseconds

  @needs=egov-user-control
  Scenario: No e-mail is tried where the SMS is not delivered
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

  Scenario: A message that waited is delivered once, as old as it is
    Given Kafka is away from user-otp for 400 milliseconds
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message is at most 0 seconds younger than the request
    And the message expires at most 3 seconds after its timestamp
    And the OTP is valid

  Scenario: Nothing is left of it when Kafka is back
    Given Kafka is away from user-otp for 100 milliseconds
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When a "login" OTP is requested
    Then the OTP request is accepted
    And a new OTP is sent that differs from the first
    And the OTP is valid
