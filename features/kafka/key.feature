Feature: Keys of messages

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A message has the key that it was published with
    When this message is published to "otp-sms" with key "citizen-#(mobile)":
      """
      { "id": 1 }
      """
    Then a message arrives on "otp-sms" where:
      | key | citizen-#(mobile) |
    And the message key is "citizen-#(mobile)"
    And the message key is "#regex citizen-\d+"

  Scenario: A message without a key has none, which is not the empty one
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)" }
      """
    And this message is published to "otp-sms" with key "":
      """
      { "for": "#(mobile)", "key": "empty" }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile) |
      | value.key | empty     |
    And the message key is ""
    And a message arrives on "otp-sms" where:
      | value.for | #(mobile) |
    And the message has no key

  Scenario: Messages with one key lie in one partition
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 1 }
      """
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |
    And the message is kept as "first"
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 2 }
      """
    Then a message arrives on "otp-sms" where:
      | key       | #(mobile)          |
      | value.id  | 2                  |
      | partition | #(first.partition) |
