Feature: Messages on a topic

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A message is what was published
    When this message is published to "otp-sms" with key "first":
      """
      { "for": "#(mobile)", "sentAt": "2026-11-21T22:36:15Z", "ref": "0f8fad5b-d9cb-469f-a165-70867728950e" }
      """
    Then a message arrives on "otp-sms" within 5 seconds where:
      | path      | expected  |
      | value.for | #(mobile) |
    And the message key is "first"
    And the message timestamp is "CreateTime"
    And the message header "x-notification-id" is "#notpresent"
    And the message payload matches:
      """
      { "sentAt": "#datetime", "ref": "#uuid" }
      """

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

  Scenario: A message that was taken is not taken again
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": 1 }
      """
    And this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": 2 }
      """
    Then exactly 2 messages arrive on "otp-sms" where:
      | value.for | #(mobile) |
    And no message has arrived on "otp-sms" where:
      | value.for | #(mobile) |

  Scenario: An absence is proved, now or over a time
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": 1 }
      """
    Then no message has arrived on "otp-sms" where:
      | value.for | #(mobile) |
      | value.id  | 2         |
    And no message arrives on "otp-sms" within 300 milliseconds where:
      | value.for | #(mobile) |
      | value.id  | #string   |
