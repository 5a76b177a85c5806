Feature: The order of messages

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: Messages with one key arrive in the order in which they were published
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "state": "opened" }
      """
    And this message is published to "otp-sms" with key "#(mobile)":
      """
      { "state": "paid" }
      """
    And this message is published to "otp-sms" with key "#(mobile)":
      """
      { "state": "closed" }
      """
    Then 3 messages arrive on "otp-sms" in this order:
      | key       | value.state |
      | #(mobile) | opened      |
      | #(mobile) | paid        |
      | #(mobile) | closed      |

  Scenario: What the table does not speak of may lie between
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 1 }
      """
    And this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 2 }
      """
    And this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": 3 }
      """
    Then 2 messages arrive on "otp-sms" within 5 seconds in this order:
      | value.id | key       |
      | 1        | #(mobile) |
      | 3        | #(mobile) |
    And a message arrives on "otp-sms" where:
      | key      | #(mobile) |
      | value.id | 2         |

  Scenario: Each key has an order of its own
    When this message is published to "otp-sms" with key "a-#(mobile)":
      """
      { "id": 1 }
      """
    And this message is published to "otp-sms" with key "b-#(mobile)":
      """
      { "id": 2 }
      """
    And this message is published to "otp-sms" with key "a-#(mobile)":
      """
      { "id": 3 }
      """
    And this message is published to "otp-sms" with key "b-#(mobile)":
      """
      { "id": 4 }
      """
    Then 2 messages arrive on "otp-sms" in this order:
      | key         | value.id |
      | b-#(mobile) | 2        |
      | b-#(mobile) | 4        |
    And 2 messages arrive on "otp-sms" in this order:
      | key         | value.id |
      | a-#(mobile) | 1        |
      | a-#(mobile) | 3        |
