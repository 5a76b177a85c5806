Feature: What a Kafka that dies ends in

  Scenario: Kafka dies in the middle of a scenario
    Given a Kafka of its own
    And a registered citizen
    And a subscription to "otp-sms"
    And a user-otp that "sends-nothing"
    When a "login" OTP is requested
    And Kafka dies
    Then an OTP is sent by SMS

  Scenario: Kafka is dead before the subscription
    Given a Kafka of its own
    And a registered citizen
    When Kafka dies
    Given a subscription to "otp-sms"
