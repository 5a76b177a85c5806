Feature: Timestamps of messages

  @needs=open-finance
  Scenario Outline: A topic keeps the <kind> of its messages
    Given a receiver "Azul" with a "<kind>" topic
    And a subscription to "#(receiver.topic)"
    When this message is published to "#(receiver.topic)":
      """
      { "id": 1 }
      """
    Then a message arrives on "#(receiver.topic)" where:
      | timestamp | #epochMs |
    And the message timestamp is "<kind>"

    Examples:
      | kind          |
      | CreateTime    |
      | LogAppendTime |

  Scenario: A message is hardly younger than the request that caused it
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message timestamp is "CreateTime"
    And the message is at most 2 seconds younger than the request
