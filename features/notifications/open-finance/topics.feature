@needs=open-finance
Feature: The topic of a receiver

  Scenario: The topic is what its catalogue says
    Given a receiver "Azul"
    Then topic "#(receiver.topic)" matches its catalogue

  Scenario Outline: A topic stamps its records with the time of <whose>
    Given an account
    And a receiver "Azul" with a "<timestamps>" topic
    And a consent of "Azul" for the account
    And a subscription to the notifications of "Azul"
    When the balance of the account changes
    Then an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    And the message timestamp is "<timestamps>"
    And the message is at most 5 seconds younger than the request
    And the message conforms to its contract

    Examples:
      | timestamps    | whose      |
      | CreateTime    | its sender |
      | LogAppendTime | the broker |
