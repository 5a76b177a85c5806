Feature: Large messages of others disturb nobody

  Scenario: A message of 5 MB lies before the OTP
    Given a Kafka of its own
    And its OTP topic takes messages of up to 6 MB
    And a user-otp of its own
    And a registered citizen
    And a subscription to "otp-sms"
    When a message of 5 MB is published to "otp-sms"
    And a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message conforms to its contract
    And the OTP is valid
