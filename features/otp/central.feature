@needs=user-otp-central
Feature: A central installation has topics of its own for each tenant

  Background:
    Given OTPs are requested from "user-otp-central"
    And a registered citizen

  Scenario Outline: The segment "<segment>" of <tenant> stands in front of the topic
    Given a subscription to "<segment>-egov.core.notification.sms.otp"
    When a "login" OTP is requested for tenant "<tenant>"
    Then the OTP request is accepted
    And exactly 1 message arrives on "<segment>-egov.core.notification.sms.otp" where:
      | value.mobileNumber | #(mobile) |
    And the message conforms to its contract

    Examples:
      | tenant         | segment  |
      | pb.amritsar    | amritsar |
      | pb             | pb       |
      | in.pb.amritsar | pb       |

  Scenario: Nothing goes to the topic without a tenant
    Given subscriptions to:
      | otp-sms                                 |
      | amritsar-egov.core.notification.sms.otp |
    When a "login" OTP is requested for tenant "pb.amritsar"
    Then a message arrives on "amritsar-egov.core.notification.sms.otp" where:
      | value.mobileNumber | #(mobile) |
    And no OTP is sent

  @needs=egov-user-control
  Scenario: The e-mail has the tenant in front of its topic, too
    Given a registered citizen with an e-mail address
    And a subscription to "amritsar-egov.core.notification.email"
    When a "login" OTP is requested for tenant "pb.amritsar"
    Then exactly 1 message arrives on "amritsar-egov.core.notification.email" where:
      | value.email.emailTo | ["#(email)"] |
    And the message conforms to its contract
