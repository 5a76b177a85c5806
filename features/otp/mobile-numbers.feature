@needs=user-otp-control
Feature: Which mobile numbers user-otp takes, by the rules that MDMS has for a tenant

  Background:
    Given a tenant of its own
    And a subscription to "otp-sms"

  Scenario: The country of the request chooses the rule, and stands in the message
    Given a mobile number that is not registered
    And the mobile number rules:
      """
      [{ "countryCode": "+91", "mobileNumberRegex": "^5[0-9]{9}$", "default": true },
       { "countryCode": "+251", "mobileNumberRegex": "^9[0-9]{9}$" }]
      """
    When a "register" OTP is requested with:
      | otp.countryCode | +251 |
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "countryCode": "+251" }
      """

  Scenario: A number is judged by the rule of its country
    Given a mobile number that is not registered
    And the mobile number rules:
      """
      [{ "countryCode": "+251", "mobileNumberRegex": "^9[0-9]{8}$" }]
      """
    When a "register" OTP is requested with:
      | otp.countryCode | +251 |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                                       |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Mobile number must match the configured pattern: ^9[0-9]{8}$ |
    And no OTP is sent

  Scenario Outline: Without a country the default rule gives its own: <what>
    Given a mobile number that is not registered
    And the mobile number rules:
      """
      [{ "countryCode": "+91", "mobileNumberRegex": "^[6-9][0-9]{9}$", "default": true }]
      """
    When a "register" OTP is requested with:
      | otp.countryCode | <country> |
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "countryCode": "<sent>" }
      """

    Examples:
      | what                                   | country     | sent |
      | none                                   | #notpresent | +91  |
      | an empty one                           | ""          | +91  |
      | one without a rule, which stays as it is | +1          | +1   |

  Scenario: An empty country stays empty where no rule is the default
    Given a mobile number that is not registered
    When a "register" OTP is requested with:
      | otp.countryCode | "" |
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "countryCode": "" }
      """

  Scenario: A country without any rule is refused
    Given a mobile number that is not registered
    When a "register" OTP is requested with:
      | otp.countryCode | +91 |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                                                |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Mobile number validation configuration not found for country code: +91 |
    And no OTP is sent

  Scenario: A country is refused while MDMS is down, whatever rules there are
    Given a mobile number that is not registered
    And the mobile number rules:
      """
      [{ "countryCode": "+91", "mobileNumberRegex": "^[6-9][0-9]{9}$" }]
      """
    And "MDMS" is down for the tenant
    When a "register" OTP is requested with:
      | otp.countryCode | +91 |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                                                |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Mobile number validation configuration not found for country code: +91 |
    And no OTP is sent

  Scenario: A password reset takes a country without any rule
    Given a registered citizen
    When a "passwordreset" OTP is requested with:
      | otp.countryCode | +91 |
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "countryCode": "+91" }
      """

  Scenario: A rule that is no regular expression refuses every number
    Given a mobile number that is not registered
    And the mobile number rules:
      """
      [{ "countryCode": "+91", "mobileNumberRegex": "[", "default": true }]
      """
    When a "register" OTP is requested
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                             |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Invalid mobile number validation pattern configured. |
    And no OTP is sent
