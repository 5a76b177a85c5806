@needs=egov-user-control
Feature: What an OTP is good for: registering, logging in, a new password

  Background:
    Given a subscription to "otp-sms"

  Scenario: A citizen registers with the OTP, and is known from then on
    Given a mobile number that is not registered
    When a "register" OTP is requested
    Then an OTP is sent by SMS
    When the citizen registers with the OTP
    Then the response status is 200
    And the response matches:
      """
      { "access_token": "#string", "UserRequest": { "userName": "#(mobile)", "type": "CITIZEN" } }
      """
    When a "register" OTP is requested
    Then the OTP request is refused with "OTP.MOBILENUMBER"
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When the citizen logs in with the OTP
    Then the response status is 200

  Scenario: Nobody registers with another OTP
    Given a mobile number that is not registered
    When a "register" OTP is requested
    Then an OTP is sent by SMS
    When the citizen registers with another OTP
    Then the response status is 400
    When a "login" OTP is requested
    Then the OTP request is refused with "OTP.UNKNOWN_CREDENTIAL"

  Scenario: A citizen logs in with the OTP, once
    Given a registered citizen
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When the citizen logs in with the OTP
    Then the response status is 200
    And the response matches:
      """
      { "access_token": "#string", "UserRequest": { "mobileNumber": "#(mobile)", "type": "CITIZEN" } }
      """
    When the citizen logs in with the OTP
    Then the response status is 400

  Scenario: Nobody logs in with another OTP
    Given a registered citizen
    When a "login" OTP is requested
    Then an OTP is sent by SMS
    When the citizen logs in with another OTP
    Then the response status is 400

  Scenario: An employee gets a new password with the OTP
    Given a registered citizen
    And that citizen is known to egov-user as:
      """
      { "type": "EMPLOYEE", "tenantId": "pb.amritsar", "password": "Before@2025" }
      """
    When a "passwordreset" OTP is requested with:
      | otp.tenantId | pb.amritsar |
      | otp.userType | EMPLOYEE    |
    Then an OTP is sent by SMS
    When the employee sets the password "Behind@2026" with the OTP
    Then the response status is 200
    When the employee logs in with the password "Behind@2026"
    Then the response status is 200
    When the employee logs in with the password "Before@2025"
    Then the response status is 400

  Scenario: Another OTP changes no password
    Given a registered citizen
    And that citizen is known to egov-user as:
      """
      { "type": "EMPLOYEE", "tenantId": "pb.amritsar", "password": "Before@2025" }
      """
    When a "passwordreset" OTP is requested with:
      | otp.tenantId | pb.amritsar |
      | otp.userType | EMPLOYEE    |
    Then an OTP is sent by SMS
    When the employee sets the password "Behind@2026" with another OTP
    Then the response status is 400
    When the employee logs in with the password "Before@2025"
    Then the response status is 200
