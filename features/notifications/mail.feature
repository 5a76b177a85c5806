@needs=egov-notification-mail @needs=mail-server
Feature: Mails, from the topic to the mail server

  Background:
    Given the mail server is watched
    And a registered citizen

  Scenario: A mail reaches everybody in its list
    When this message is published to "mails":
      """
      {
        "requestInfo": null,
        "email": {
          "emailTo": ["#(mobile)@example.org", "second-#(mobile)@example.org"],
          "subject": "Ihr Bescheid für März",
          "body": "Guten Tag,\n₹ 100 sind fällig."
        }
      }
      """
    Then a mail reaches "#(mobile)@example.org"
    And the delivery matches:
      """
      {
        "to": ["#(mobile)@example.org", "second-#(mobile)@example.org"],
        "subject": "Ihr Bescheid für März",
        "text": "Guten Tag,\r\n₹ 100 sind fällig.",
        "html": "#notpresent"
      }
      """
    And a mail reaches "second-#(mobile)@example.org"

  Scenario: HTML arrives as HTML
    When this message is published to "mails":
      """
      { "email": { "emailTo": ["#(mobile)@example.org"], "subject": "Hello", "body": "<b>₹ 100</b>", "isHTML": true } }
      """
    Then a mail reaches "#(mobile)@example.org"
    And the delivery matches:
      """
      { "subject": "Hello", "html": "<b>₹ 100</b>", "text": "" }
      """

  Scenario: One address may stand in place of a list
    When this message is published to "mails":
      """
      { "EMAIL": { "emailto": "#(mobile)@example.org", "subject": "Hello", "body": "" } }
      """
    Then a mail reaches "#(mobile)@example.org"

  Scenario: A mail that the server puts off is tried again
    Given the mail server refuses "#(mobile)@example.org" 3 times
    When this message is published to "mails":
      """
      { "email": { "emailTo": ["#(mobile)@example.org"], "subject": "Hello", "body": "Hello" } }
      """
    Then a mail reaches "#(mobile)@example.org"

  Scenario: A mail that the server puts off ten times is given up
    Given the mail server refuses "#(mobile)@example.org" 10 times
    When this message is published to "mails":
      """
      { "email": { "emailTo": ["#(mobile)@example.org"], "subject": "Hello", "body": "Hello" } }
      """
    Then no mail reaches "#(mobile)@example.org"

  Scenario: A flat mail, as older publishers write it, reaches nobody
    When this message is published to "mails":
      """
      { "email": "#(mobile)@example.org", "subject": "Password Reset", "body": "Hello", "sender": "" }
      """
    Then no mail reaches "#(mobile)@example.org"

  Scenario: An HTML mail with files reaches nobody where no file store is
    When this message is published to "mails":
      """
      {
        "email": {
          "emailTo": ["#(mobile)@example.org"], "subject": "Bill", "body": "<b>Bill</b>", "isHTML": true,
          "fileStoreId": { "5b1d": "bill.pdf" }, "tenantId": "pb.amritsar"
        }
      }
      """
    Then no mail reaches "#(mobile)@example.org"

  @needs=user-otp @needs=egov-user-control
  Scenario: The one-time password of a login reaches the mailbox, from the request to the mail server
    Given a registered citizen with an e-mail address
    And subscriptions to:
      | otp-sms   |
      | otp-email |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message conforms to its contract
    And a mail reaches "#(mobile)@example.org"
    And the delivery matches:
      """
      {
        "to": ["#(mobile)@example.org"],
        "subject": "#(message.value.email.subject)",
        "text": "#(message.value.email.body)",
        "html": "#notpresent"
      }
      """
    And the OTP is valid

  @needs=user-otp-oss @needs=egov-user-control
  Scenario: The one-time password of the older release reaches no mailbox, since nobody reads its topic
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email-oss"
    And OTPs are requested from "user-otp-oss"
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And a message arrives on "otp-email-oss" where:
      | value.email   | #(mobile)@example.org |
      | value.subject | Password Reset        |
    And the message conforms to its contract
    And no mail reaches "#(mobile)@example.org"
    And nobody reads "otp-email-oss"

  Scenario: A mail on the topic of the older release reaches nobody
    When this message is published to "otp-email-oss":
      """
      { "email": "#(mobile)@example.org", "subject": "Password Reset", "body": "Hello", "sender": "" }
      """
    Then no mail reaches "#(mobile)@example.org"
    And nobody reads "otp-email-oss"

  Scenario: A mail in the newer form on the topic of the older release reaches nobody either
    When this message is published to "otp-email-oss":
      """
      { "email": { "emailTo": ["#(mobile)@example.org"], "subject": "Hello", "body": "Hello" } }
      """
    Then no mail reaches "#(mobile)@example.org"
    And nobody reads "otp-email-oss"
