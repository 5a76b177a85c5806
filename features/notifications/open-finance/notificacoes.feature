# language: pt
@needs=open-finance
Funcionalidade: O receptor é avisado da mudança de saldo, e ninguém mais

  Contexto:
    Dado an account
    E a receiver "Azul"
    E a receiver "Verde"
    E a consent of "Azul" for the account
    E a subscription to the notifications of "Azul"
    E a subscription to the notifications of "Verde"

  Cenário: A mudança de saldo chega a quem tem o consentimento
    Quando the balance of the account changes
    Então an "ACCOUNT_BALANCE_CHANGED" notification arrives for the consent
    E the notification carries the header "x-notification-id"
    E the message conforms to its contract
    Mas no notification is sent to "Verde"

  Cenário: Depois de revogado o consentimento, nada mais chega
    Quando the consent of "Azul" is withdrawn
    E the balance of the account changes
    Então no notification is sent to "Azul" within 300 milliseconds
