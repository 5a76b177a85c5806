// The door to the doubles of the services under test. Each runs alone: start it, call it, close it.

export {
  type DeviationName as NotificationMailDeviationName,
  deviations as notificationMailDeviations,
  type NotificationMailOptions,
  startNotificationMail,
} from './egov-notification-mail/index.js'
export {
  type DeviationName as NotificationSmsDeviationName,
  deviations as notificationSmsDeviations,
  type NotificationSmsOptions,
  startNotificationSms,
} from './egov-notification-sms/index.js'
export {
  type EgovOtpOptions,
  type OtpDeviation,
  type OtpDeviationName,
  otpDeviations,
  startEgovOtp,
  type WallClock,
} from './egov-otp/index.js'
export {
  type Citizens,
  type EgovUserOptions,
  type StoredUser,
  startEgovUser,
  type UserDeviation,
  type UserDeviationName,
  userDeviations,
} from './egov-user/index.js'
export type { Service } from './http/index.js'
export type { OutgoingRecord, Publisher } from './kafka/index.js'
export {
  type MailDelivery,
  type MailServer,
  type MailServerOptions,
  startMailServer,
} from './mail-server/index.js'
export {
  type OpenFinanceDeviationName,
  type OpenFinanceOptions,
  openFinanceDeviations,
  startOpenFinance,
} from './open-finance/index.js'
export { type SmsDelivery, type SmsGatewayOptions, startSmsGateway } from './sms-gateway/index.js'
export {
  type Deviation,
  type DeviationName,
  deviations,
  type LocalizedText,
  type MobileRule,
  startUserOtp,
  type UserOtpOptions,
  type VariantName,
} from './user-otp/index.js'
