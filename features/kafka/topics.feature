Feature: Topics and brokers

  Background: user-otp has written to its topic, which may not have existed before
    Given a registered citizen
    When a "login" OTP is requested
    Then the OTP request is accepted

  Scenario: The topic is what its catalogue says
    Then topic "otp-sms" matches its catalogue

  Scenario: The topic has as many partitions as its consumers share
    Then topic "otp-sms" has 3 partitions

  @one-broker
  Scenario: The only copy of every partition is in sync
    Then topic "otp-sms" has replication factor 1
    And every partition of "otp-sms" has 1 in-sync replica

  Scenario: The topic keeps what is sent to it for a time, and the time of its sender
    Then topic "otp-sms" is configured with:
      | name                   | expected   |
      | cleanup.policy         | delete     |
      | message.timestamp.type | CreateTime |
      | retention.ms           | #number    |

  Scenario: A broker is up
    Then the cluster has at least 1 broker
