export type { Caller } from './caller.js'
export type { Citizen } from './citizen.js'
export { codeIn, findCode, isForNumber } from './otp-message.js'
export { type OtpType, requestOtp } from './request-otp.js'
export {
  type Delivery,
  deliveriesTo,
  dictateAnswer,
  lastDelivery,
  type SinkName,
  type WantedDeliveries,
} from './sinks.js'
export { validateOtp } from './validate-otp.js'
export { type GroupState, isDone, waitForGroup } from './wait-for-group.js'
