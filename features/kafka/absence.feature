Feature: That no message arrives

  Rule: none like that, whatever else arrives

    Background:
      Given a registered citizen
      And a subscription to "otp-sms"
      When this message is published to "otp-sms":
        """
        { "for": "#(mobile)", "id": 1 }
        """

    Scenario: It is proved at once
      Then no message has arrived on "otp-sms" where:
        | value.for | #(mobile) |
        | value.id  | 2         |

    Scenario: It is proved over a time
      Then no message arrives on "otp-sms" within 300 milliseconds where:
        | value.for | #(mobile) |
        | value.id  | #string   |

    Scenario: What was taken is gone
      Then exactly 1 message arrives on "otp-sms" where:
        | value.for | #(mobile) |
      And no message has arrived on "otp-sms" where:
        | value.for | #(mobile) |

  @needs=open-finance
  Rule: none at all

    Background: nobody has given a consent
      Given an account
      And a receiver "Azul"
      And a subscription to "#(receiver.topic)"
      When the balance of the account changes

    Scenario: The whole topic is empty
      Then no message has arrived on "#(receiver.topic)"

    Scenario: The whole topic stays empty for a time
      Then no message arrives on "#(receiver.topic)" within 300 milliseconds
