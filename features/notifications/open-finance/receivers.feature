@needs=open-finance
Feature: Each receiver is told by its own consents, on its own topic, and nobody else is

  Background:
    Given an account
    And a receiver "Azul"
    And a receiver "Verde"
    And subscriptions to:
      | #(receivers.Azul.topic)  |
      | #(receivers.Verde.topic) |

  Scenario: Every receiver with a consent is told, each by its own
    Given a consent of "Azul" for the account
    And a consent of "Verde" for the account
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Azul"
    And the message is kept as "of Azul"
    And an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Verde"
    And the notification has another id than "of Azul"
    And no notification is sent to "Azul"
    And no notification is sent to "Verde"

  Scenario: A receiver without a consent is told nothing
    Given a consent of "Azul" for the account
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Azul"
    And no notification is sent to "Verde" within 300 milliseconds

  Scenario: A consent for one account tells nothing of another
    Given an account "savings"
    And an account "salary"
    And a consent of "Azul" for account "savings"
    And a consent of "Verde" for account "salary"
    When the balance of account "salary" changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Verde"
    And no notification is sent to "Azul"

  Scenario: A withdrawn consent tells nothing any more, and the others do
    Given a consent of "Azul" for the account
    And a consent of "Verde" for the account
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Azul"
    And an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Verde"
    When the consent of "Azul" is withdrawn
    And the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent of "Verde"
    And no notification is sent to "Azul" within 300 milliseconds
