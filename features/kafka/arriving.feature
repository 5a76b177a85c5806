Feature: Messages that arrive

  Rule: a topic that others publish on too

    Background:
      Given a registered citizen
      And a subscription to "otp-sms"

    Scenario: The message that is described arrives, whatever lies before it
      When this message is published to "otp-sms":
        """
        { "for": "#(mobile)", "id": 1 }
        """
      And this message is published to "otp-sms":
        """
        { "for": "#(mobile)", "id": 2 }
        """
      Then a message arrives on "otp-sms" within 5 seconds where:
        | path      | expected  |
        | value.for | #(mobile) |
        | value.id  | 2         |
      And a message arrives on "otp-sms" where:
        | value.for | #(mobile) |
      And the message payload matches:
        """
        { "id": 1 }
        """

    Scenario: A message that was taken is not taken again
      When this message is published to "otp-sms":
        """
        { "for": "#(mobile)" }
        """
      Then a message arrives on "otp-sms" where:
        | value.for | #(mobile) |
      And no message has arrived on "otp-sms" where:
        | value.for | #(mobile) |

  @needs=open-finance
  Rule: a topic of the scenario's own

    Background:
      Given an account
      And a receiver "Azul"
      And a consent of "Azul" for the account

    Scenario: A message arrives
      Given a subscription to "#(receiver.topic)"
      When the balance of the account changes
      Then a message arrives on "#(receiver.topic)" within 5 seconds
      And the message conforms to its contract

    Scenario: What is older than the subscription does not count
      When this message is published to "#(receiver.topic)":
        """
        { "id": 1 }
        """
      Given a subscription to "#(receiver.topic)"
      When this message is published to "#(receiver.topic)":
        """
        { "id": 2 }
        """
      Then exactly 1 message arrives on "#(receiver.topic)"
      And the message payload matches:
        """
        { "id": 2 }
        """
