Feature: What would prove nothing ends in

  Background:
    Given a registered citizen

  Scenario: An absence is asked for after the call
    When a "login" OTP is requested
    And a subscription to "otp-sms"
    Then no OTP is sent

  Scenario: An absence on a path that leads nowhere
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then no message has arrived on "otp-sms" where:
      | mobileNumber | #(mobile) |

  Scenario: An absence on a misspelt path
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then no message has arrived on "otp-sms" where:
      | value.mobilNumber | #(mobile) |

  Scenario: A message is wanted with something at a misspelt path
    Given a subscription to "otp-sms"
    Then a message arrives on "otp-sms" where:
      | value.categry | OTP |

  Scenario: A header is absent, but for its letter case
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message header "__typeid__" is "#notpresent"

  Scenario: A message without a header that it has in other letters
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then a message arrives on "otp-sms" where:
      | value.mobileNumber | #(mobile)   |
      | headers.__typeid__ | #notpresent |

  Scenario: A kind of timestamp that Kafka does not know
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message timestamp is "Createtime"

  Scenario: The JSON null in place of a tombstone
    Given a subscription to "otp-sms"
    When this message is published to "otp-sms" with key "#(mobile)":
      """
      null
      """
    Then a message arrives on "otp-sms" where:
      | key | #(mobile) |
    And the message is a tombstone

  Scenario: An integer that differs beyond what a double can tell
    Given a subscription to "otp-sms"
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": 9007199254740993 }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile)        |
      | value.id  | 9007199254740992 |

  Scenario: A message is wanted that an earlier step took
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then a message arrives on "otp-sms" where:
      | value.mobileNumber | #(mobile) |
    And an OTP is sent by SMS

  Scenario: A doc string is missing
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:

  Scenario: A table is missing
    Given a subscription to "otp-sms"
    Then a message arrives on "otp-sms" where:

  Scenario: A table stands where none is taken
    Given a subscription to "otp-sms"
      | otp-sms |

  Scenario: A table stands in place of a doc string
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:
      | category | OTP |

  Scenario: A doc string stands in place of a table
    Given subscriptions to:
      """
      otp-sms
      """

  Scenario: Two channels in one row
    Given subscriptions to:
      | otp-sms | otp-email |

  Scenario: The JSON of a doc string is broken
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      {
        "mobileNumber": "#regex \d{10}"
      }
      """

  Scenario: The body of a request is broken JSON
    When POST "/otp/v1/_validate" is called on "egov-otp" with:
      """
      { "otp": { "otp": "1", } }
      """

  Scenario: A call that only looks does not make an absence provable
    When a "login" OTP is requested
    And a subscription to "otp-sms"
    And GET "/user-otp/v1/_send" is called on "user-otp"
    Then no OTP is sent

  Scenario: Exactly none, asked for after the call
    When a "login" OTP is requested
    And a subscription to "otp-sms"
    Then exactly 0 messages arrive on "otp-sms" where:
      | value.mobileNumber | #(mobile) |

  Scenario: At least none
    Given a subscription to "otp-sms"
    Then at least 0 messages arrive on "otp-sms"

  Scenario: One of two requests at once is refused
    Given a registered citizen "Asha"
    And a mobile number that is not registered
    And a registered citizen "Ravi"
    When "register" OTPs are requested for "Asha" and "Ravi" at once

  Scenario: A key that is a number
    Given a subscription to "otp-sms"
    Then no message has arrived on "otp-sms" where:
      | key | 9000000001 |

  Scenario: A refusal with a marker in place of its code
    When a "register" OTP is requested
    Then the OTP request is refused with "#ignore"

  Scenario: A template with an empty array
    Given a subscription to "otp-sms"
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "items": [1, 2] }
      """
    Then a message arrives on "otp-sms" where:
      | value.for | #(mobile) |
    And the message payload matches:
      """
      { "items": [] }
      """

  Scenario Outline: A placeholder that no column replaces
    Given a subscription to "otp-sms"
    Then no message has arrived on "otp-sms" where:
      | value.category | <categroy> |

    Examples:
      | category |
      | OTP      |

  Scenario: An OTP that was never spent is no longer valid
    Given a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the OTP is no longer valid

  Scenario: No steps

  Scenario: A pattern that is too slow to prove an absence
    Given a subscription to "otp-sms"
    When this message is published to "otp-sms":
      """
      { "for": "#(mobile)", "id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!x" }
      """
    Then no message has arrived on "otp-sms" where:
      | value.for | #(mobile)              |
      | value.id  | #regex (a+)+x\|.*!x    |
