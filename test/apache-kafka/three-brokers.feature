Feature: A topic on three brokers

  Background: user-otp has written to its topic, which may not have existed before
    Given a registered citizen
    When a "login" OTP is requested
    Then the OTP request is accepted

  Scenario: Every record is on three brokers
    Then topic "otp-sms" has replication factor 3
    And every partition of "otp-sms" has 3 in-sync replicas
    And topic "otp-sms" is configured with:
      | name                | expected |
      | min.insync.replicas | 2        |

  Scenario: Three brokers are up
    Then the cluster has at least 3 brokers
