Feature: Exactly so many messages

  Rule: of those that are described

    Background:
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

    Scenario: They are counted, and the others are left
      Then exactly 2 messages arrive on "otp-sms" where:
        | value.for  | #(mobile) |
        | value.kind | bill      |
      And exactly 1 message arrives on "otp-sms" where:
        | value.for | #(mobile) |

    Scenario: None more comes for the whole of a time
      Then exactly 3 messages arrive on "otp-sms" within 300 milliseconds where:
        | value.for | #(mobile) |

    Scenario: Exactly none is an absence
      Then exactly 0 messages arrive on "otp-sms" where:
        | value.for  | #(mobile) |
        | value.kind | reminder  |

  @needs=open-finance
  Rule: of all on a topic

    Background:
      Given an account
      And a receiver "Azul"
      And a consent of "Azul" for the account
      And a subscription to "#(receiver.topic)"

    Scenario: One change, one message
      When the balance of the account changes
      Then exactly 1 message arrives on "#(receiver.topic)"

    Scenario: Two changes, two messages, and no third for the whole of a time
      When the balance of the account changes
      And the balance of the account changes
      Then exactly 2 messages arrive on "#(receiver.topic)" within 300 milliseconds
      And no message has arrived on "#(receiver.topic)"
