Feature: Tombstones, which compaction deletes by

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A tombstone has a key and no payload
    When a tombstone with key "#(mobile)" is published to "otp-sms"
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |
    And the message is a tombstone
    And the message key is "#(mobile)"

  Scenario: It comes behind what it deletes
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 1 }
      """
    And a tombstone with key "#(mobile)" is published to "otp-sms"
    Then 2 messages arrive on "otp-sms" in this order:
      | key       | value     |
      | #(mobile) | {"id": 1} |
      | #(mobile) | null      |
    And the message is a tombstone

  Scenario: The JSON null is a payload, and an empty text is one too
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      null
      """
    And this message is published to "otp-sms" with key "#(mobile)":
      """
      """
    Then no message has arrived on "otp-sms" where:
      | key   | #(mobile) |
      | value | null      |
    And a message arrives on "otp-sms" where:
      | key   | #(mobile) |
      | value | "null"    |
    And a message arrives on "otp-sms" where:
      | key  | #(mobile) |
      | size | 0         |

  Scenario: A tombstone may have headers
    When this message is published to "otp-sms" with headers:
      | headers.reason | moved away |
      | key            | #(mobile)  |
      | value          | null       |
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |
    And the message is a tombstone
    And the message header "reason" is "moved away"
