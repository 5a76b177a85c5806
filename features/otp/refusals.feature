Feature: Requests for a one-time password that user-otp refuses

  Scenario: A number that nobody has registered cannot log in
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "login" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_CREDENTIAL"
    And no OTP is sent

  Scenario: A number that nobody has registered cannot reset a password
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "passwordreset" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_MOBILE_NUMBER"
    And no OTP is sent within 200 milliseconds

  Scenario: A registered citizen cannot register again
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "register" OTP is requested
    Then the OTP request is refused with "OTP.MOBILENUMBER"
    And no OTP is sent

  Scenario Outline: A <type> is refused in full: <code>
    Given <citizen>
    And a subscription to "otp-sms"
    And the next request carries:
      | Connection | keep-alive |
    When a "<type>" OTP is requested
    Then the OTP request is refused as "OTP request for <what> failed" with:
      | code   | field            | message   |
      | <code> | otp.mobileNumber | <message> |
    And the response header "Connection" is "close"
    And no OTP is sent

    Examples:
      | type          | citizen                              | what           | code                      | message                                                                            |
      | login         | a mobile number that is not registered | login          | OTP.UNKNOWN_CREDENTIAL    | No such username or password                                                       |
      | register      | a registered citizen                 | register       | OTP.MOBILENUMBER          | This MobileNumber Already Register as UserName in System. Pls try Another UserName |
      | passwordreset | a mobile number that is not registered | password reset | OTP.UNKNOWN_MOBILE_NUMBER | Mobile number is unknown.                                                          |

  @needs=egov-user-control
  Scenario: The password of a user without a number cannot be reset
    Given a registered citizen
    And that citizen is known to egov-user as:
      """
      { "mobileNumber": null }
      """
    And a subscription to "otp-sms"
    When a "passwordreset" OTP is requested
    Then the OTP request is refused as "OTP request for password reset failed" with:
      | code              | field            | message                              |
      | OTP.MOBILE_NUMBER | otp.mobileNumber | MobileNumber Not Found For This User. |
    And no OTP is sent

  Scenario Outline: One thing is wrong with the request: <what>
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "<type>" OTP is requested with:
      | <part> | <value> |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code   | field   | message   |
      | <code> | <field> | <message> |
    And no OTP is sent

    Examples:
      | what                           | type          | part             | value       | code                        | field            | message                                                 |
      | the tenant is missing          | register      | otp.tenantId     | #notpresent | OTP.TENANT_ID_MANDATORY     | otp.tenantId     | Tenant field is mandatory                               |
      | the tenant is empty            | login         | otp.tenantId     | ""          | OTP.TENANT_ID_MANDATORY     | otp.tenantId     | Tenant field is mandatory                               |
      | the number is missing          | register      | otp.mobileNumber | #notpresent | OTP.MOBILE_NUMBER_MANDATORY | otp.mobileNumber | Mobile number field is mandatory                        |
      | the number of a login is empty | login         | otp.mobileNumber | ""          | OTP.MOBILE_NUMBER_MANDATORY | otp.mobileNumber | Mobile number field is mandatory                        |
      | the number of a reset is null  | passwordreset | otp.mobileNumber | null        | OTP.MOBILE_NUMBER_MANDATORY | otp.mobileNumber | Mobile number field is mandatory                        |
      | the type is unknown            | signup        | otp.userType     | CITIZEN     | OTP.REQUEST_TYPE_MANDATORY  | otp.type         | Request type (register, passwordreset,login) is mandatory |
      | the type has blanks around it  | register      | otp.type         | " register " | OTP.REQUEST_TYPE_MANDATORY  | otp.type         | Request type (register, passwordreset,login) is mandatory |

  Scenario Outline: The number <number> is refused for a <type>
    Given the mobile number "<number>"
    And a subscription to "otp-sms"
    When a "<type>" OTP is requested
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                                            |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Mobile number must match the configured pattern: ^[6-9][0-9]{9}$ |
    And no OTP is sent

    Examples:
      | number        | type     |
      | 980000001     | register |
      | 98000000ab    | login    |
      | 5800000001    | register |
      | +919800000001 | register |

  Scenario: A blank behind the number is a mistake
    Given a mobile number that is not registered
    And a subscription to "otp-sms"
    When a "register" OTP is requested with:
      | otp.mobileNumber | "#(mobile) " |
    Then the OTP request is refused with "OTP.MOBILE_NUMBER_VALIDATION_FAILED"
    And no OTP is sent

  Scenario: A password reset lets any number through to the search, which does not find it
    Given a subscription to "otp-sms"
    When a "passwordreset" OTP is requested for mobile number "12"
    Then the OTP request is refused as "OTP request for password reset failed" with:
      | code                      | field            | message                   |
      | OTP.UNKNOWN_MOBILE_NUMBER | otp.mobileNumber | Mobile number is unknown. |
    And no OTP is sent

  Scenario: A missing tenant hides a number that is wrong
    Given the mobile number "12"
    And a subscription to "otp-sms"
    When a "register" OTP is requested with:
      | otp.tenantId | #notpresent |
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                    | field        | message                   |
      | OTP.TENANT_ID_MANDATORY | otp.tenantId | Tenant field is mandatory |
    And no OTP is sent

  Scenario: An empty request for an OTP lacks tenant and number
    When an OTP is requested with the body:
      """
      { "otp": {} }
      """
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                        | field            | message                          |
      | OTP.TENANT_ID_MANDATORY     | otp.tenantId     | Tenant field is mandatory        |
      | OTP.MOBILE_NUMBER_MANDATORY | otp.mobileNumber | Mobile number field is mandatory |

  Scenario Outline: All three are missing in <body>
    When an OTP is requested with the body:
      """
      <body>
      """
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                        | field            | message                                                   |
      | OTP.TENANT_ID_MANDATORY     | otp.tenantId     | Tenant field is mandatory                                 |
      | OTP.MOBILE_NUMBER_MANDATORY | otp.mobileNumber | Mobile number field is mandatory                          |
      | OTP.REQUEST_TYPE_MANDATORY  | otp.type         | Request type (register, passwordreset,login) is mandatory |

    Examples:
      | body                        |
      | {}                          |
      | {"otp":null}                |
      | {"Otp":{"tenantId":"pb"}}   |

  Scenario: The type is named first and the number second when both are wrong
    Given the mobile number "12"
    And a subscription to "otp-sms"
    When a "signup" OTP is requested
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                                | field            | message                                                            |
      | OTP.REQUEST_TYPE_MANDATORY          | otp.type         | Request type (register, passwordreset,login) is mandatory          |
      | OTP.MOBILE_NUMBER_VALIDATION_FAILED | otp.mobileNumber | Mobile number must match the configured pattern: ^[6-9][0-9]{9}$ |
    And no OTP is sent
