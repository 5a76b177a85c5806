Feature: What user-otp does when egov-user or egov-otp fails

  Background:
    Given a subscription to "otp-sms"

  @needs=egov-user-control
  Scenario Outline: A registration is let through while egov-user <fails>
    Given a mobile number that is not registered
    And "egov-user" <fails> for that mobile number
    When a "register" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the OTP is valid

    Examples:
      | fails       |
      | is down     |
      | answers 500 |
      | answers 400 |

  @needs=egov-user-control
  Scenario: A registration is let through when egov-user answers without a user
    Given a registered citizen
    And "egov-user" answers 200 for that mobile number with:
      """
      { "responseInfo": null }
      """
    When a "register" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS

  @needs=egov-user-control
  Scenario Outline: A <type> is refused as unknown while egov-user <fails>
    Given a registered citizen
    And "egov-user" <fails> for that mobile number
    When a "<type>" OTP is requested
    Then the OTP request is refused with "<code>"
    And no OTP is sent

    Examples:
      | type          | fails       | code                      |
      | login         | is down     | OTP.UNKNOWN_CREDENTIAL    |
      | login         | answers 500 | OTP.UNKNOWN_CREDENTIAL    |
      | login         | answers 400 | OTP.UNKNOWN_CREDENTIAL    |
      | passwordreset | is down     | OTP.UNKNOWN_MOBILE_NUMBER |
      | passwordreset | answers 500 | OTP.UNKNOWN_MOBILE_NUMBER |
      | passwordreset | answers 400 | OTP.UNKNOWN_MOBILE_NUMBER |

  @needs=egov-otp-control
  Scenario Outline: A <type> fails without a word while egov-otp <fails>
    Given <citizen>
    And "egov-otp" <fails> for that mobile number
    When a "<type>" OTP is requested
    Then the OTP request fails with ""
    And no OTP is sent

    Examples:
      | type     | citizen                                | fails       |
      | register | a mobile number that is not registered | is down     |
      | login    | a registered citizen                   | answers 500 |

  @needs=egov-otp-control
  Scenario Outline: A login fails without a word when the OTP of egov-otp is <what>
    Given a registered citizen
    And "egov-otp" answers 201 for that mobile number with:
      """
      { "otp": { "otp": <otp> } }
      """
    When a "login" OTP is requested
    Then the OTP request fails with ""
    And the response header "Content-Type" is "#notpresent"
    And the response header "Content-Length" is "0"
    And no OTP is sent

    Examples:
      | what  | otp  |
      | empty | ""   |
      | null  | null |

  @needs=egov-otp-control @needs=egov-user-control
  Scenario: A password reset keeps silent while egov-otp is down
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And "egov-otp" is down for that mobile number
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And no OTP is sent

  @needs=egov-otp-control
  Scenario: An OTP that is given as a number is taken
    Given a registered citizen
    And "egov-otp" answers 201 for that mobile number with:
      """
      { "responseInfo": { "status": "ok" }, "otp": { "otp": 314159 } }
      """
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex .*314159.*" }
      """

  @needs=user-otp-control
  Scenario: A slow neighbour is waited for
    Given a tenant of its own
    And a registered citizen
    And the localized texts:
      | locale | code              | message |
      | en_IN  | sms.login.otp.msg | Slow %s |
    And localization takes 300 milliseconds
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex Slow [0-9]{6}" }
      """
    And the OTP is valid

  @needs=egov-user-control
  Scenario: The neighbours are asked in one form
    Given a registered citizen
    And the next request carries:
      | x-correlation-id | one |
    When a "login" OTP is requested with:
      | otp.tenantId              | pb.amritsar |
      | RequestInfo.correlationId | two         |
    Then "egov-user" has been asked for that mobile number:
      """
      {
        "path": "/user/_search",
        "headers": { "x-correlation-id": "one", "tenantid": "pb" },
        "body": { "userName": null, "tenantId": "pb", "userType": "CITIZEN", "mobileNumber": "#(mobile)" }
      }
      """

  @needs=egov-otp-control
  Scenario: A neighbour gets an empty tenant header where the caller sends none
    Given a registered citizen
    And the next request carries:
      | x-correlation-id | one |
    When a "login" OTP is requested for tenant "pb.amritsar"
    Then "egov-otp" has been asked for that mobile number:
      """
      {
        "path": "/otp/v1/_create",
        "headers": { "x-correlation-id": "one", "tenantid": "" },
        "body": {
          "otp": { "identity": "#(mobile)", "tenantId": "pb.amritsar", "isValidationSuccessful": false }
        }
      }
      """

  @needs=egov-otp-control
  Scenario Outline: The correlation id is that of <whose>
    Given a registered citizen
    When a "login" OTP is requested with:
      | <part>                    | <id>  |
      | requestInfo.correlationId | small |
    Then "egov-otp" has been asked for that mobile number:
      """
      { "headers": { "x-correlation-id": "<sent>" } }
      """

    Examples:
      | whose                        | part                      | id    | sent  |
      | RequestInfo, where it is told | RequestInfo.correlationId | large | large |
      | requestInfo, where it is alone | requestInfo.apiId         | web   | small |

  @needs=egov-otp-control
  Scenario: The body's correlation id is not seen beside a charset
    Given a registered citizen
    And the next request carries:
      | Content-Type | application/json;charset=UTF-8 |
    When a "login" OTP is requested with:
      | requestInfo.correlationId | small |
    Then "egov-otp" has been asked for that mobile number:
      """
      { "headers": { "x-correlation-id": "#uuid" } }
      """
