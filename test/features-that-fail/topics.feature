Feature: What a topic that is set up otherwise ends in

  Scenario: The topic does not exist
    Given a Kafka of its own
    Then topic "otp-sms" has 3 partitions

  Scenario: The number of partitions is wrong
    Given a registered citizen
    When a "login" OTP is requested
    Then topic "otp-sms" has 4 partitions

  Scenario: A configuration is wrong
    Given a registered citizen
    When a "login" OTP is requested
    Then topic "otp-sms" is configured with:
      | cleanup.policy | compact |
      | retention.ms   | 1000    |

  Scenario: There are too few brokers
    Then the cluster has at least 3 brokers
