@needs=open-finance
Feature: A changed balance is told to whoever has a consent for the account

  Background:
    Given an account
    And a receiver "Azul"
    And a consent of "Azul" for the account
    And a subscription to the notifications of "Azul"

  Scenario: A receiver with a consent is told
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the notification carries the header "x-notification-id"
    And the message conforms to its contract

  Scenario: A notification is what the source says, part by part
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the message has no key
    And the message header "x-notification-id" is "#uuid"
    And the message payload matches:
      """
      {
        "eventId": "#uuid",
        "eventType": "ACCOUNT_BALANCE_CHANGED",
        "eventDatetime": "#datetime",
        "consentId": "#(consent.consentId)",
        "resourceId": "#(account.accountId)"
      }
      """

  Scenario: The time of the event is that of the change
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the event happened at most 5 seconds before the notification
    And the message is at most 5 seconds younger than the request

  Scenario: One change is told once
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent within 500 milliseconds

  Scenario: Two changes are two events
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the message is kept as "first"
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the notification tells of another event than "first"
    And the notification has another id than "first"

  Scenario: A receiver that asks after the notification gets the new balance
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    When GET "/accounts/#(message.value.resourceId)/balances" is called on "open-finance"
    Then the response status is 200
    And the response matches:
      """
      { "data": { "availableAmount": { "amount": "#(balance)", "currency": "BRL" } } }
      """
