Feature: The trace of a request stands on its messages

  Background:
    Given a subscription to "otp-sms"

  Scenario: A request without a trace gets one
    Given a registered citizen
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message header "traceparent" is "#regex 00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01"
    And the message header "tracestate" is "#notpresent"
    And the message header "baggage" is "#notpresent"

  Scenario: The trace of the caller goes on, in a span of its own and always sampled
    Given a registered citizen
    And the next request carries:
      | traceparent | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00 |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message header "traceparent" is "#regex 00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01"

  Scenario: State and baggage of the caller are handed on
    Given a registered citizen
    And the next request carries:
      | traceparent | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 |
      | tracestate  | vendor=1                                                |
      | baggage     | who=somebody                                            |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message header "tracestate" is "vendor=1"
    And the message header "baggage" is "who=somebody"

  @needs=egov-user-control
  Scenario: SMS and e-mail of one request share its trace, each in a span of its own
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And "trace" is taken from "headers.traceparent" by "^00-([0-9a-f]{32})-"
    And "span" is taken from "headers.traceparent" by "([0-9a-f]{16})-01$"
    And an OTP is sent by e-mail
    And the message header "traceparent" is "#regex 00-#(trace)-(?!#(span))[0-9a-f]{16}-01"

  @needs=egov-user-control @needs=egov-otp-control
  Scenario Outline: The trace of the caller goes on to <neighbour>, in a span of its own
    Given a registered citizen
    And the next request carries:
      | traceparent | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00 |
    When a "login" OTP is requested
    Then "<neighbour>" has been asked for that mobile number:
      """
      { "headers": { "traceparent": "#regex 00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01" } }
      """

    Examples:
      | neighbour |
      | egov-user |
      | egov-otp  |
