Feature: Headers of messages

  Background:
    Given a registered citizen
    And a subscription to "otp-sms"

  Scenario: A message has the headers that it was published with
    When this message is published to "otp-sms" with headers:
      | headers['x-notification-id'] | 0f8fad5b-d9cb-469f-a165-70867728950e |
      | headers.sender               | {"name": "user-otp"}                 |
      | value                        | {"for": "#(mobile)"}                 |
    Then a message arrives on "otp-sms" where:
      | value.for      | #(mobile) |
      | headers.sender | #json     |
    And the message header "x-notification-id" is "#uuid"
    And the message header "sender" is "#regex .*user-otp.*"

  Scenario: A header that was not sent is not there
    When this message is published to "otp-sms" with headers:
      | headers.sent | yes                  |
      | value        | {"for": "#(mobile)"} |
    Then a message arrives on "otp-sms" where:
      | value.for      | #(mobile)   |
      | headers.unsent | #notpresent |
    And the message header "sent" is "yes"
    And the message header "x-notification-id" is "#notpresent"

  Scenario: Messages are told apart by their headers
    When this message is published to "otp-sms" with headers:
      | headers.kind | first                |
      | value        | {"for": "#(mobile)"} |
    And this message is published to "otp-sms" with headers:
      | headers.kind | second               |
      | value        | {"for": "#(mobile)"} |
    Then exactly 1 message arrives on "otp-sms" where:
      | value.for    | #(mobile) |
      | headers.kind | second    |
    And exactly 1 message arrives on "otp-sms" where:
      | value.for    | #(mobile) |
      | headers.kind | first     |
    And no message has arrived on "otp-sms" where:
      | value.for    | #(mobile) |
      | headers.kind | third     |

  Scenario: A header is a text, also where it looks like a number, and its variables are put in
    When this message is published to "otp-sms" with headers:
      | headers.attempt | 3                     |
      | headers.to      | +91 #(mobile), नमस्ते |
      | key             | #(mobile)             |
      | value           | 17                    |
    Then a message arrives on "otp-sms" where:
      | key             | #(mobile)             |
      | value           | 17                    |
      | headers.attempt | "3"                   |
      | headers.to      | +91 #(mobile), नमस्ते |

  Scenario: A header that is there twice is a list
    When this message is published to "otp-sms" with headers:
      | headers.via | first                |
      | headers.via | second               |
      | value       | {"for": "#(mobile)"} |
    Then a message arrives on "otp-sms" where:
      | value.for   | #(mobile)           |
      | headers.via | ["first", "second"] |
