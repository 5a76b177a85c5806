@needs=user-otp-control
Feature: The texts that user-otp sends, in the language of the request

  Background:
    Given a tenant of its own
    And a subscription to "otp-sms"

  Scenario: A text goes out in its own script
    Given a registered citizen
    And the localized texts:
      | locale | code              | message                 |
      | hi_IN  | sms.login.otp.msg | लॉगिन OTP: %s </> "₹" 😀 |
    When a "login" OTP is requested with:
      | requestInfo.msgId | 20170310130900\|hi_IN |
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex लॉगिन OTP: [0-9]{6} </> \"₹\" 😀" }
      """
    And the OTP is valid

  Scenario: The payload is as short as JSON in UTF-8 can be
    Given a registered citizen
    And the localized texts:
      | locale | code              | message             |
      | en_IN  | sms.login.otp.msg | ਲੌਗਇਨ OTP: %s </> 😀 |
    When a "login" OTP is requested
    Then a message arrives on "otp-sms" where:
      | value.mobileNumber | #(mobile) |
      | size               | 141       |

  Scenario: Only requestInfo in small letters chooses the language
    Given a registered citizen
    And the localized texts:
      | locale | code              | message  |
      | hi_IN  | sms.login.otp.msg | लॉगिन %s   |
      | en_IN  | sms.login.otp.msg | Login %s |
    When a "login" OTP is requested with:
      | RequestInfo.msgId | 20170310130900\|hi_IN |
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex Login [0-9]{6}" }
      """

  Scenario Outline: Without texts a <type> has a built-in one
    Given <citizen>
    When a "<type>" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex <text>" }
      """

    Examples:
      | type          | citizen                                | text                                                                          |
      | register      | a mobile number that is not registered | Dear Citizen, Your OTP to complete your DIGIT Registration is [0-9]{6}[.] |
      | login         | a registered citizen                   | Dear Citizen, Your Login OTP is [0-9]{6}[.]                               |
      | passwordreset | a registered citizen                   | Dear Citizen, Your OTP for recovering password is [0-9]{6}[.]             |

  Scenario: The built-in text goes out while localization is down
    Given a registered citizen
    And the localized texts:
      | locale | code              | message |
      | en_IN  | sms.login.otp.msg | Mine %s |
    And "localization" is down for the tenant
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "#regex Dear Citizen, Your Login OTP is [0-9]{6}[.]" }
      """

  Scenario Outline: A language that lacks the text of a <type> is a failure: <what>
    Given <citizen>
    And the localized texts:
      | locale | code   | message |
      | hi_IN  | <code> | <text>  |
    When a "<type>" OTP is requested with:
      | requestInfo.msgId | 20170310130900\|hi_IN |
    Then the OTP request fails with 'Cannot invoke "String.length()" because "s" is null'
    And no OTP is sent

    Examples:
      | type     | what              | citizen                                | code                 | text     |
      | login    | it has another    | a registered citizen                   | sms.register.otp.msg | पंजीकरण %s |
      | login    | the text is null  | a registered citizen                   | sms.login.otp.msg    | null     |
      | register | it has another    | a mobile number that is not registered | sms.login.otp.msg    | लॉगिन %s   |

  @needs=egov-user-control
  Scenario: A password reset keeps silent about a missing text
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And the localized texts:
      | locale | code              | message  |
      | en_IN  | sms.login.otp.msg | Login %s |
    When a "passwordreset" OTP is requested
    Then the OTP request is accepted
    And no OTP is sent

  Scenario Outline: A text that is no template is a failure: <text>
    Given a registered citizen
    And the localized texts:
      | locale | code              | message |
      | en_IN  | sms.login.otp.msg | <text>  |
    When a "login" OTP is requested
    Then the OTP request fails with "<answer>"
    And no OTP is sent

    Examples:
      | text         | answer                 |
      | OTP %d       | d != java.lang.String  |
      | %s 50%       | Conversion = '%'       |
      | %s or %s     | Format specifier '%s'  |

  @needs=egov-otp-control
  Scenario: A loose percent sign in a text is a failure, after the OTP was created
    Given a registered citizen
    And the localized texts:
      | locale | code              | message      |
      | en_IN  | sms.login.otp.msg | 100% sure %s |
    When a "login" OTP is requested
    Then the OTP request fails with "Conversion = s, Flags =  "
    And no OTP is sent
    And "egov-otp" has been asked for that mobile number:
      """
      { "path": "/otp/v1/_create" }
      """

  Scenario: A text without a place for the code goes out as it is
    Given a registered citizen
    And the localized texts:
      | locale | code              | message                       |
      | en_IN  | sms.login.otp.msg | Ask at the counter, 100%% free |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the message payload matches:
      """
      { "message": "Ask at the counter, 100% free" }
      """

  @needs=egov-user-control
  Scenario: The e-mail has texts of its own
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And the localized texts:
      | locale | code                 | message       |
      | en_IN  | sms.login.otp.msg    | Login %s      |
      | en_IN  | email.login.otp.sub  | लॉगिन           |
      | en_IN  | email.login.otp.body | आपका OTP %s है |
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message payload matches:
      """
      { "email": { "subject": "लॉगिन", "body": "#regex आपका OTP [0-9]{6} है" } }
      """

  @needs=egov-user-control
  Scenario Outline: Texts for the SMS alone mean the built-in e-mail of a <type>
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And the localized texts:
      | locale | code   | message |
      | en_IN  | <code> | Code %s |
    When a "<type>" OTP is requested
    Then an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message payload matches:
      """
      { "email": { "subject": "<subject>", "body": "#regex <body>" } }
      """

    Examples:
      | type          | code                  | subject        | body                                          |
      | login         | sms.login.otp.msg     | Login OTP      | Dear Citizen, Your Login OTP is [0-9]{6}[.]  |
      | passwordreset | sms.pwd.reset.otp.msg | Password Reset | Your OTP for recovering password is [0-9]{6}[.] |

  @needs=egov-user-control
  Scenario: A broken template of the e-mail loses the e-mail, and the request is accepted
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And the localized texts:
      | locale | code                 | message  |
      | en_IN  | sms.login.otp.msg    | Login %s |
      | en_IN  | email.login.otp.body | Login %d |
    When a "login" OTP is requested
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And no OTP is sent by e-mail

  @needs=egov-user-control
  Scenario: The e-mail is in the language that is the second character of the message id
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    And the localized texts:
      | locale | code                 | message    |
      | hi_IN  | sms.login.otp.msg    | लॉगिन %s     |
      | hi_IN  | email.login.otp.body | आपका OTP %s |
      | 0      | email.login.otp.body | Zero %s    |
    When a "login" OTP is requested with:
      | requestInfo.msgId | 20170310130900\|hi_IN |
    Then an OTP is sent by SMS
    And the same OTP is sent by e-mail
    And the message payload matches:
      """
      { "email": { "body": "#regex Zero [0-9]{6}" } }
      """

  @needs=egov-user-control
  Scenario: A message id that is only a bar loses the e-mail
    Given a registered citizen with an e-mail address
    And a subscription to "otp-email"
    When a "login" OTP is requested with:
      | requestInfo.msgId | \| |
    Then the OTP request is accepted
    And an OTP is sent by SMS
    And no OTP is sent by e-mail
