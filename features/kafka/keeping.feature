Feature: What is kept of a message for later steps

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      { "id": "bill-7", "text": "Your bill bill-7 of ₹ 100 is due.", "items": [{ "amount": 100 }] }
      """
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |

  Scenario: A message that is kept is read by later steps
    And the message is kept as "bill"
    When this message is published to "otp-sms":
      """
      { "receiptFor": "#(bill.value.id)", "paid": "#(bill.value.items[0].amount)", "key": "#(bill.key)" }
      """
    Then a message arrives on "otp-sms" where:
      | value.key        | #(mobile) |
      | value.receiptFor | bill-7    |
      | value.paid       | 100       |

  Scenario: The message is the latest, and the kept one stays what it was
    And the message is kept as "bill"
    When this message is published to "otp-sms" with key "#(bill.key)":
      """
      { "id": "bill-8", "before": "#(bill.value.id)" }
      """
    Then a message arrives on "otp-sms" where:
      | key          | #(mobile)        |
      | value.before | #(bill.value.id) |
    And the message payload matches:
      """
      { "id": "bill-8", "before": "bill-7" }
      """

  Scenario: A part of a text is taken out
    And "amount" is taken from "value.text" by "₹ (\d+)"
    And "number" is taken from "key" by "\d{4}$"
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "text": "₹ #(amount) were paid by …#(number)" }
      """
    Then a message arrives on "otp-sms" where:
      | value.for  | #(mobile)                        |
      | value.text | #regex ₹ 100 were paid by …\d{4} |
