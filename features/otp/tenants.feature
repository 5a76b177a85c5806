Feature: Tenants: whom user-otp looks for, and which names it takes

  Scenario: An OTP that was asked for in one city is valid in the whole state
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested for tenant "pb.jalandhar"
    Then an OTP is sent by SMS
    And "code" is taken from "value.message" by "(\d{6})"
    When POST "/otp/v1/_validate" is called on "egov-otp" with:
      """
      { "otp": { "otp": "#(code)", "identity": "#(mobile)", "tenantId": "pb.amritsar" } }
      """
    Then the response status is 200

  @needs=egov-user-control
  Scenario Outline: User type "<type>" is looked for in <tenant>
    Given a registered citizen
    When a "login" OTP is requested with:
      | otp.tenantId | pb.amritsar |
      | otp.userType | <type>      |
    Then "egov-user" has been asked for that mobile number:
      """
      { "headers": { "tenantid": "<tenant>" }, "body": { "tenantId": "<tenant>" } }
      """

    Examples:
      | type        | tenant      |
      | CITIZEN     | pb          |
      | employee    | pb          |
      | #notpresent | pb          |
      | EMPLOYEE    | pb.amritsar |

  @needs=egov-user-control
  Scenario Outline: An employee of <home> cannot log in in pb.amritsar
    Given a registered citizen
    And that citizen is known to egov-user as:
      """
      { "type": "EMPLOYEE", "tenantId": "<home>" }
      """
    And a subscription to "otp-sms"
    When a "login" OTP is requested with:
      | otp.tenantId | pb.amritsar |
      | otp.userType | EMPLOYEE    |
    Then the OTP request is refused with "OTP.UNKNOWN_CREDENTIAL"
    And no OTP is sent

    Examples:
      | home         |
      | pb           |
      | pb.jalandhar |

  @needs=user-otp-control
  Scenario: Texts are those of the tenant without its last segment
    Given a tenant of its own
    And a registered citizen
    And a subscription to "otp-sms"
    And the localized texts:
      | locale | code              | message           |
      | en_IN  | sms.login.otp.msg | In this state: %s |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex In this state: [0-9]{6}" }
      """

  Scenario Outline: The tenant <tenant> is a failure
    Given a registered citizen
    And a subscription to "otp-sms"
    When a "login" OTP is requested with:
      | otp.tenantId | <tenant> |
    Then the OTP request fails with "TenantId contains illegal characters. Each dot-separated segment must be a valid identifier: start with a letter or underscore, followed by letters, digits, or underscores, max 63 chars per segment."
    And no OTP is sent

    Examples:
      | tenant   |
      | "pb.a-b" |
      | "1pb"    |
      | "pb..x"  |
      | "pb."    |
      | ".pb"    |
      | " "      |

  @needs=egov-otp-control
  Scenario: An OTP has been created all the same for a tenant of that kind
    Given a registered citizen
    When a "login" OTP is requested with:
      | otp.tenantId | pb.a-b |
    Then the OTP request fails with "TenantId contains illegal characters. Each dot-separated segment must be a valid identifier: start with a letter or underscore, followed by letters, digits, or underscores, max 63 chars per segment."
    And "egov-otp" has been asked for that mobile number:
      """
      { "path": "/otp/v1/_create", "body": { "otp": { "identity": "#(mobile)", "tenantId": "pb.a-b" } } }
      """

  @needs=egov-user-control
  Scenario: A password reset keeps silent about a tenant of that kind
    Given a registered citizen with an e-mail address
    And subscriptions to:
      | otp-sms   |
      | otp-email |
    When a "passwordreset" OTP is requested with:
      | otp.tenantId | pb.a-b |
    Then the OTP request is accepted
    And no OTP is sent
