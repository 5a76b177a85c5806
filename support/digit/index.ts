export { logIn, registerCitizen, resetPassword, type WithOtp } from './accounts.js'
export type { Caller } from './caller.js'
export type { Citizen } from './citizen.js'
export { type ControlCall, type ControlledService, callsFor, control, type NeighbourCall } from './controls.js'
export {
  codeIn,
  concernsAddress,
  concernsNumber,
  findCodes,
  isForAddress,
  isForNumber,
  lifetimeOf,
} from './otp-message.js'
export {
  type BodyChange,
  type Headers,
  type OtpBody,
  type OtpType,
  requestOtp,
  usualBody,
  withChanges,
} from './request-otp.js'
export {
  type Delivery,
  deliveriesTo,
  dictateAnswer,
  lastDelivery,
  type SinkName,
  type WantedDeliveries,
} from './sinks.js'
export { validateOtp } from './validate-otp.js'
export { type GroupState, isDone, type ServiceGroup, waitForGroup, waitForReaders } from './wait-for-group.js'
