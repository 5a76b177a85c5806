Feature: How user-otp reads requests, and what it answers

  Scenario: An accepted request is answered in chunks, with neither OTP nor trace
    Given a registered citizen
    And the next request carries:
      | x-correlation-id | one   |
      | Connection       | close |
    When a "login" OTP is requested
    Then the OTP request is accepted
    And the response header "Content-Type" is "application/json"
    And the response header "Transfer-Encoding" is "chunked"
    And the response header "Content-Length" is "#notpresent"
    And the response header "Keep-Alive" is "#notpresent"
    And the response header "x-correlation-id" is "#notpresent"
    And the response header "traceparent" is "#notpresent"
    And the response header "Location" is "#notpresent"
    And the response matches:
      """
      { "responseInfo": null, "isSuccessful": true, "otp": "#notpresent" }
      """

  Scenario: A client that asks for a lasting connection keeps it
    Given a registered citizen
    And the next request carries:
      | Connection | keep-alive |
    When a "login" OTP is requested
    Then the OTP request is accepted
    And the response header "Connection" is "keep-alive"
    And the response header "Keep-Alive" is "timeout=60"

  Scenario Outline: What does not matter: <what>
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When an OTP is requested with the body:
      """
      <body>
      """
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the OTP is valid

    Examples:
      | what                        | body                                                                                       |
      | unknown fields              | {"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)","name":"A"},"more":{}}         |
      | an earlier one of two keys  | {"otp":{"mobileNumber":"1","mobileNumber":"#(mobile)","tenantId":"#(tenant)"}}           |
      | text after the JSON         | {"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)"}} and more                     |
      | a byte-order mark           | ﻿{"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)"}}                              |
      | a number that is no text    | {"otp":{"mobileNumber":#(mobile),"tenantId":"#(tenant)"}}                                |
      | an empty ts                 | {"requestInfo":{"ts":""},"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)"}}      |
      | a ts that is a number       | {"requestInfo":{"ts":1795300442382},"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)"}} |
      | a ts that is a date         | {"requestInfo":{"ts":"21-11-2026 10:00:00"},"otp":{"mobileNumber":"#(mobile)","tenantId":"#(tenant)"}} |

  Scenario: A query does not matter
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When POST "/user-otp/v1/_send?tenantId=other" is called on "user-otp" with:
      """
      { "otp": { "mobileNumber": "#(mobile)", "tenantId": "#(tenant)" } }
      """
    Then the OTP request is accepted
    And an OTP is sent by SMS

  Scenario: A charset does not matter
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    And the next request carries:
      | Content-Type | application/json;charset=UTF-8 |
    When a "register" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS

  Scenario Outline: What cannot be read fails: <what>
    Given the next request carries:
      | Connection | keep-alive |
    When an OTP is requested with the body:
      """
      <body>
      """
    Then the OTP request fails with "<answer>"
    And the response header "Connection" is "close"

    Examples:
      | what                        | body                                                                          | answer                                                                                                                                                                         |
      | JSON that ends too early    | {"otp":                                                                       | JSON parse error: Unexpected end-of-input within/between Object entries                                                                                                        |
      | a trailing comma            | {"otp":{"tenantId":"pb",}}                                                    | JSON parse error: Unexpected character ('}' (code 125)): was expecting double-quote to start field name                                                                        |
      | a list as the body          | []                                                                            | JSON parse error: Cannot deserialize value of type `org.egov.web.contract.OtpRequest` from Array value (token `JsonToken.START_ARRAY`)                                         |
      | a list as otp               | {"otp":[]}                                                                    | JSON parse error: Cannot deserialize value of type `org.egov.web.contract.Otp` from Array value (token `JsonToken.START_ARRAY`)                                                |
      | an object as a number       | {"otp":{"mobileNumber":{},"tenantId":"pb"}}                                   | JSON parse error: Cannot deserialize value of type `java.lang.String` from Object value (token `JsonToken.START_OBJECT`)                                                       |
      | requestInfo that is a number | {"requestInfo":5,"otp":{}}                                                    | JSON parse error: Cannot construct instance of `org.egov.web.contract.RequestInfo` (although at least one Creator exists): no int/Int-argument constructor/factory method to deserialize from Number value (5) |

  Scenario: An empty body fails
    When an OTP is requested with the body:
      """
      """
    Then the OTP request fails with "Required request body is missing: public org.egov.web.contract.OtpResponse org.egov.web.controller.OtpController.sendOtp(org.egov.web.contract.OtpRequest)"

  Scenario: A ts in the form of ISO 8601 fails
    When an OTP is requested with the body:
      """
      {"requestInfo":{"ts":"2026-11-21T10:00:00Z"},"otp":{}}
      """
    Then the response status is 500
    And the response matches:
      """
      #regex JSON parse error: Cannot deserialize value of type `java\.util\.Date` from String "2026-11-21T10:00:00Z": .*
      """

  Scenario: A tenant that is a number is read as text
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested with:
      | otp.tenantId | 5 |
    Then the OTP request fails with "TenantId contains illegal characters. Each dot-separated segment must be a valid identifier: start with a letter or underscore, followed by letters, digits, or underscores, max 63 chars per segment."
    And no OTP is sent

  Scenario Outline: <what> is read as text
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested with:
      | <field> | <value> |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code   | field   | message   |
      | <code> | <field> | <message> |
    And no OTP is sent

    Examples:
      | what                              | field            | value | code                                | message                                                            |
      | A type that is a number           | otp.type         | 5     | OTP.REQUEST_TYPE_MANDATORY          | Request type (register, passwordreset,login) is mandatory          |
      | A mobile number that is a boolean | otp.mobileNumber | true  | OTP.MOBILE_NUMBER_VALIDATION_FAILED | Mobile number must match the configured pattern: ^[6-9][0-9]{9}$ |

  Scenario Outline: The body is <what>, which fails before the service, with real JSON
    When an OTP is requested with the body:
      """
      <body>
      """
    Then the response status is 500
    And the response header "Content-Type" is "application/json"
    And the response matches:
      """
      {
        "timestamp": "#string", "status": 500, "error": "Internal Server Error", "path": "/user-otp/v1/_send"
      }
      """

    Examples:
      | what                             | body                                           |
      | null                             | null                                           |
      | one whose correlation id is no text | {"RequestInfo":{"correlationId":7},"otp":{}} |

  Scenario Outline: A client that accepts <accept> gets the text of a failure as <type>
    Given the next request carries:
      | Accept | <accept> |
    When an OTP is requested with the body:
      """
      {"otp":
      """
    Then the OTP request fails with "JSON parse error: Unexpected end-of-input within/between Object entries"
    And the response header "Content-Type" is "<type>"

    Examples:
      | accept           | type                     |
      | application/json | application/json         |
      | text/html        | text/html;charset=UTF-8  |
      | */*              | text/plain;charset=UTF-8 |

  Scenario: A client that accepts no JSON gets its SMS, and a failure
    Given a registered citizen
    And a subscription to "otp-sms"
    And the next request carries:
      | Accept | text/plain |
    When a "login" OTP is requested
    Then the OTP request fails with "No acceptable representation"
    And an OTP is sent by SMS
    And the OTP is valid

  Scenario: A client that accepts no JSON is refused without a word
    Given the next request carries:
      | Accept | text/plain |
    When an OTP is requested with the body:
      """
      {}
      """
    Then the OTP request fails with ""

  Scenario Outline: The content type <type> fails
    Given the next request carries:
      | Content-Type | <type> |
    When an OTP is requested with the body:
      """
      {}
      """
    Then the OTP request fails with "Content-Type '<answer>' is not supported"

    Examples:
      | type        | answer                   |
      | text/plain  | text/plain;charset=UTF-8 |
      | #notpresent | application/octet-stream |

  Scenario Outline: <method> fails
    When <method> "/user-otp/v1/_send" is called on "user-otp"
    Then the OTP request fails with "Request method '<method>' is not supported"

    Examples:
      | method |
      | GET    |
      | PUT    |

  Scenario: HEAD fails without a word
    When HEAD "/user-otp/v1/_send" is called on "user-otp"
    Then the OTP request fails with ""

  Scenario: OPTIONS tells what is allowed
    When OPTIONS "/user-otp/v1/_send" is called on "user-otp"
    Then the response status is 200
    And the response header "Allow" is "POST,OPTIONS"

  Scenario Outline: The path <path> fails
    When POST "/user-otp/<path>" is called on "user-otp" with:
      """
      {}
      """
    Then the OTP request fails with "No static resource <named>."
    And the response header "Vary" is "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"

    Examples:
      | path      | named    |
      | v1/_nope  | v1/_nope |
      | v1/_send/ | v1/_send |

  # Behind a gateway these two are answered by others, so that they are asked of a double alone.
  @needs=user-otp-control
  Scenario: A path outside of the context is not found
    When POST "/otp/v1/_send" is called on "user-otp" with:
      """
      {}
      """
    Then the response status is 404
    And the response header "Content-Type" is "text/html;charset=utf-8"

  @needs=user-otp-control
  Scenario: The health probe says DOWN where there is no Redis
    Given the next request carries:
      | Connection | keep-alive |
    When GET "/user-otp/actuator/health" is called on "user-otp"
    Then the response status is 503
    And the response header "Connection" is "close"
    And the response matches:
      """
      { "status": "DOWN" }
      """
