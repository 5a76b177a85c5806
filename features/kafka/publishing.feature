Feature: Messages that a scenario publishes itself

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A message is what was published
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "sentAt": "2026-11-21T22:36:15Z", "ref": "0f8fad5b-d9cb-469f-a165-70867728950e" }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile) |
    And the message payload matches:
      """
      { "sentAt": "#datetime", "ref": "#uuid", "other": "#notpresent" }
      """

  Scenario: Where it went is known
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)" }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile)              |
      | topic     | #(published.topic)     |
      | partition | #(published.partition) |
      | offset    | #(published.offset)    |

  Scenario: A payload without variables goes out byte for byte
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id":  12345678901234567891, "amount": 1.10 }
      """
    Then no message has arrived on "otp-sms" where:
      | key      | #(mobile)            |
      | value.id | 12345678901234567890 |
    And a message arrives on "otp-sms" where:
      | key      | #(mobile)            |
      | value.id | 12345678901234567891 |
      | size     | 47                   |
    And the message payload matches:
      """
      { "id": 12345678901234567891, "amount": 1.1 }
      """

  Scenario: A payload with variables is written anew, and its numbers stay what they are
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)",   "id": 12345678901234567891 }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile)            |
      | value.id  | 12345678901234567891 |
      | size      | 46                   |

  Scenario: A text is a payload too
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      Grüße, नमस्ते
      """
    Then a message arrives on "otp-sms" where:
      | key   | #(mobile)     |
      | value | Grüße, नमस्ते |
      | size  | 27            |
