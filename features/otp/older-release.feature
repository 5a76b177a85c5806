@needs=user-otp-oss
Feature: The release of user-otp that many installations still run

  Background:
    Given OTPs are requested from "user-otp-oss"
    And a subscription to "otp-sms"

  Scenario: A registration names another product, knows no country and leaves no trace
    Given a mobile number that is not registered
    And the next request carries:
      | traceparent | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 |
    When a "register" OTP is requested with:
      | otp.countryCode | +91 |
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message conforms to its contract
    And the message header "traceparent" is "#notpresent"
    And the message payload matches:
      """
      {
        "message": "#regex Dear Citizen, Your OTP to complete your mSeva Registration is [0-9]{6}[.]",
        "countryCode": "#notpresent"
      }
      """
    And the OTP is valid

  @needs=egov-user-control
  Scenario: A login sends no e-mail
    Given a registered citizen with an e-mail address
    And subscriptions to:
      | otp-email     |
      | otp-email-oss |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And no OTP is sent by e-mail
    And no message has arrived on "otp-email-oss" where:
      | value.email | #(email) |

  @needs=egov-user-control
  Scenario Outline: A <type> is looked for by <what>
    Given a registered citizen
    When a "login" OTP is requested with:
      | otp.tenantId | pb.amritsar |
      | otp.userType | <type>      |
    Then "egov-user" has been asked for that mobile number:
      """
      { "body": { "<field>": "#(mobile)", "<other>": null, "tenantId": "<tenant>", "userType": "<type>" } }
      """

    Examples:
      | type     | what          | field        | other        | tenant      |
      | CITIZEN  | user name     | userName     | mobileNumber | pb          |
      | EMPLOYEE | mobile number | mobileNumber | userName     | pb.amritsar |

  @needs=egov-user-control
  Scenario: The e-mail of a password reset is flat, and on a topic that nobody reads
    Given a registered citizen with an e-mail address
    And subscriptions to:
      | otp-email     |
      | otp-email-oss |
    When a "passwordreset" OTP is requested
    Then an OTP is sent by SMS
    And exactly 1 message arrives on "otp-email-oss" where:
      | value.email | #(email) |
    And the message conforms to its contract
    And the message payload matches:
      """
      { "subject": "Password Reset", "body": "#regex Your OTP for recovering password is [0-9]{6}[.]", "sender": "" }
      """
    And no OTP is sent by e-mail
    And nobody reads "otp-email-oss"

  Scenario: Letters in a number are one mistake, and the length is another
    Given the mobile number "98000000ab"
    When a "login" OTP is requested
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                            | field            | message                                                |
      | OTP.MOBILE_NUMBER_INVALID       | otp.mobileNumber | Mobile number field should be numeric.                 |
      | OTP.MOBILE_NUMBER_INVALIDLENGTH | otp.mobileNumber | Mobile number length should be min 10 and max 13 digits |
    And no OTP is sent

  Scenario Outline: The length of <number> is a mistake
    Given the mobile number "<number>"
    When a "register" OTP is requested
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                            | field            | message                                                |
      | OTP.MOBILE_NUMBER_INVALIDLENGTH | otp.mobileNumber | Mobile number length should be min 10 and max 13 digits |
    And no OTP is sent

    Examples:
      | number         |
      | 980000001      |
      | 98000000000001 |

  Scenario: Thirteen digits of any kind are a number
    Given a mobile number that is not registered
    When a "register" OTP is requested with:
      | otp.mobileNumber | "000#(mobile)" |
    Then the OTP request is accepted
    And exactly 1 message arrives on "otp-sms" where:
      | value.mobileNumber | 000#(mobile) |

  Scenario: An empty request breaks every rule
    When an OTP is requested with the body:
      """
      {}
      """
    Then the OTP request is refused as "Invalid OTP request" with:
      | code                            | field            | message                                                   |
      | OTP.TENANT_ID_MANDATORY         | otp.tenantId     | Tenant field is mandatory                                 |
      | OTP.MOBILE_NUMBER_MANDATORY     | otp.mobileNumber | Mobile number field is mandatory                          |
      | OTP.REQUEST_TYPE_MANDATORY      | otp.type         | Request type (register, passwordreset,login) is mandatory |
      | OTP.MOBILE_NUMBER_INVALID       | otp.mobileNumber | Mobile number field should be numeric.                    |
      | OTP.MOBILE_NUMBER_INVALIDLENGTH | otp.mobileNumber | Mobile number length should be min 10 and max 13 digits   |

  Scenario: A password reset takes a number of any form to the search
    Given the mobile number "ab"
    When a "passwordreset" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_MOBILE_NUMBER"
    And no OTP is sent

  @needs=user-otp-oss-control
  Scenario: The older release knows texts in English only
    Given a tenant of its own
    And a registered citizen
    And the localized texts:
      | locale | code              | message    |
      | hi_IN  | sms.login.otp.msg | लॉगिन %s     |
      | en_IN  | sms.login.otp.msg | English %s |
    When a "login" OTP is requested with:
      | requestInfo.msgId | 1\|hi_IN |
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex English [0-9]{6}" }
      """

  Scenario: The older release takes tenants of any form
    Given a registered citizen
    When a "login" OTP is requested for tenant "pb.a-b"
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the OTP is valid
