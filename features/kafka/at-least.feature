Feature: At least so many messages

  Scenario: Of those that are described so many are taken, and the others are left
    Given a registered citizen
    And a subscription to "otp-sms"
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "kind": "bill" }
      """
    And this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "kind": "receipt" }
      """
    And this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "kind": "bill" }
      """
    Then at least 2 messages arrive on "otp-sms" within 5 seconds where:
      | value.for  | #(mobile) |
      | value.kind | bill      |
    And exactly 1 message arrives on "otp-sms" where:
      | value.for | #(mobile) |
    And the message payload matches:
      """
      { "kind": "receipt" }
      """

  @needs=open-finance
  Scenario: So many are taken, and more may follow
    Given an account
    And a receiver "Azul"
    And a consent of "Azul" for the account
    And a subscription to "#(receiver.topic)"
    When the balance of the account changes
    And the balance of the account changes
    And the balance of the account changes
    Then at least 2 messages arrive on "#(receiver.topic)"
    And exactly 1 message arrives on "#(receiver.topic)"
