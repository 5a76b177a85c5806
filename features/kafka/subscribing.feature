@needs=open-finance
Feature: Subscriptions

  Background:
    Given an account
    And a receiver "Azul"
    And a receiver "Verde"
    And a consent of "Azul" for the account

  Scenario: Several topics are listened to, each for itself
    Given subscriptions to:
      | #(receivers.Azul.topic)  |
      | #(receivers.Verde.topic) |
    When the balance of the account changes
    Then exactly 1 message arrives on "#(receivers.Azul.topic)"
    And no message has arrived on "#(receivers.Verde.topic)"

  Scenario: A second subscription to a topic is the first one
    Given a subscription to "#(receivers.Azul.topic)"
    When the balance of the account changes
    Given a subscription to "#(receivers.Azul.topic)"
    When the balance of the account changes
    Then exactly 2 messages arrive on "#(receivers.Azul.topic)"
