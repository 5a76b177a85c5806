@needs=egov-notification-sms @needs=sms-gateway
Feature: Texts to mobile numbers, from the request to the gateway

  With the defaults of DIGIT nobody reads the topic of one-time passwords. The double of egov-notification-sms is told to read it
  beside that of every other text, as an installation has to be: only so does an OTP reach a phone.

  Background:
    Given the SMS gateway is watched

  @needs=user-otp
  Scenario: The one-time password of a login reaches the phone
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the SMS gateway receives a message for that mobile number
    And the delivery matches:
      """
      {
        "to": "#(mobile)",
        "text": "#(message.value.message)",
        "parameters": { "mobileno": "#(mobile)", "content": "#(message.value.message)", "messageType": "def" }
      }
      """
    And the OTP is valid

  @needs=user-otp
  Scenario: A refused request reaches nobody
    Given a mobile number that is not registered
    When a "login" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_CREDENTIAL"
    And the SMS gateway receives nothing for that mobile number

  Scenario: A text of any service is sent, whatever the case of its names
    Given a registered citizen
    And a subscription to "sms-error"
    When this message is published to "sms-texts":
      """
      { "MOBILENUMBER": "#(mobile)", "Message": "आपका पानी का बिल ₹ 100 है, कृपया भुगतान करें", "users": null, "unknown": true }
      """
    Then the SMS gateway receives a message for that mobile number
    And the delivery matches:
      """
      { "text": "आपका पानी का बिल ₹ 100 है, कृपया भुगतान करें", "parameters": { "messageType": "abc" } }
      """
    And no message has arrived on "sms-error" where:
      | value.mobileNumber | #(mobile) |

  Scenario: The country code stands in front of the number
    Given a registered citizen
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "countryCode": "+91", "message": "Hello" }
      """
    Then the SMS gateway receives a message for that mobile number
    And the delivery matches:
      """
      { "to": "+91#(mobile)" }
      """

  Scenario: A one-time password that has expired is diverted and not sent
    Given a registered citizen
    And a subscription to "sms-expiry"
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "message": "Too late", "category": "OTP", "expiryTime": 1600000000000 }
      """
    Then exactly 1 message arrives on "sms-expiry" where:
      | value.mobileNumber | #(mobile) |
    And the message conforms to its contract
    And the message payload matches:
      """
      { "message": "Too late", "category": "OTP", "expiryTime": 1600000000000, "countryCode": null, "tenantId": null }
      """
    And the SMS gateway receives nothing for that mobile number

  Scenario: Whatever is no one-time password never expires
    Given a registered citizen
    And a subscription to "sms-expiry"
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "message": "Paid", "category": "TRANSACTION", "expiryTime": 1600000000000 }
      """
    Then the SMS gateway receives a message for that mobile number
    And no message has arrived on "sms-expiry" where:
      | value.mobileNumber | #(mobile) |

  Scenario Outline: Nothing is sent to <number>, which is on the blacklist
    Given the mobile number "<number>"
    And subscriptions to:
      | sms-error  |
      | sms-expiry |
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "<number>", "message": "Hello" }
      """
    Then the SMS gateway receives nothing for that mobile number
    And no message has arrived on "sms-error" where:
      | value.mobileNumber | "<number>" |
    And no message has arrived on "sms-expiry" where:
      | value.mobileNumber | "<number>" |

    Examples:
      | number     |
      | 5000000001 |
      | 99991      |

  Scenario Outline: A text goes to the error topic when the gateway <does>
    Given a registered citizen
    And a subscription to "sms-error"
    And the SMS gateway answers <status> to that mobile number
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "message": "Hello", "category": "notification", "expiryTime": 1 }
      """
    Then exactly 1 message arrives on "sms-error" where:
      | value.mobileNumber | #(mobile) |
    And the message conforms to its contract
    And the message payload matches:
      """
      { "message": "Hello", "category": "NOTIFICATION", "expiryTime": 1, "users": null }
      """
    And the SMS gateway receives a message for that mobile number

    Examples:
      | does                  | status |
      | answers 500           | 500    |
      | answers 400           | 400    |
      | breaks the connection | 0      |

  Scenario: An answer that speaks of no success is a failure, whatever its status
    Given a registered citizen
    And a subscription to "sms-error"
    And the SMS gateway answers 200 to that mobile number with:
      """
      {"success":false}
      """
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "message": "Hello" }
      """
    Then exactly 1 message arrives on "sms-error" where:
      | value.mobileNumber | #(mobile) |

  Scenario: A record without a text is dropped
    Given a registered citizen
    And a subscription to "sms-error"
    When this message is published to "sms-texts":
      """
      { "mobileNumber": "#(mobile)", "message": "" }
      """
    Then the SMS gateway receives nothing for that mobile number
    And no message has arrived on "sms-error" where:
      | value.mobileNumber | #(mobile) |

  Scenario: The gateway's report on a message is published
    Given a registered citizen
    And a subscription to "sms-bounce"
    When GET "/notification-sms/smsbounce/callback?userId=u&jobno=job-#(mobile)&mobilenumber=#(mobile)&status=3&DoneTime=now&messagepart=1&sender_name=EGOV" is called on "egov-notification-sms"
    Then the response status is 200
    And exactly 1 message arrives on "sms-bounce" where:
      | value.jobno | job-#(mobile) |
    And the message conforms to its contract
    And the message payload matches:
      """
      { "messagestatus": 3, "doneTime": "now" }
      """

  Scenario: A report with a status that does not exist is refused
    Given a registered citizen
    And a subscription to "sms-bounce"
    When GET "/notification-sms/smsbounce/callback?userId=u&jobno=job-#(mobile)&mobilenumber=#(mobile)&status=12&DoneTime=now&messagepart=1&sender_name=EGOV" is called on "egov-notification-sms"
    Then the response status is 400
    And no message has arrived on "sms-bounce" where:
      | value.jobno | job-#(mobile) |
