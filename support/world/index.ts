export { logInByOtp, logInByPassword, register, setPassword } from './accounts.js'
export { expectArrival, expectNoArrival } from './arrivals.js'
export {
  callService,
  carryHeaders,
  expectBody,
  expectRefusal,
  expectResponseHeader,
  expectStatus,
} from './calls.js'
export { Given, stepTable, Then, When } from './definitions.js'
export {
  answerOtherwise,
  expectDelivery,
  expectDeliveryLike,
  expectNobodyReads,
  expectNoDelivery,
  watchSink,
} from './deliveries.js'
export {
  answerFor,
  expectAsked,
  letTimePass,
  slowDown,
  takeDown,
  takeKafkaAway,
  tellAddress,
  tellOfCitizen,
  tellRules,
  tellTexts,
} from './doubles.js'
export {
  expectAge,
  expectContract,
  expectHeader,
  expectKey,
  expectPayload,
  expectSchema,
  expectTimestampType,
  expectTombstone,
} from './judgements.js'
export { keepMessage, takeFromMessage } from './keeping.js'
export {
  expectEventTime,
  expectNoNotification,
  expectNotification,
  expectNotificationHeader,
  expectOther,
} from './notifications.js'
export {
  expectDifferentOtps,
  expectEveryOtpValid,
  expectFirstOtpValid,
  expectLifetime,
  expectNewOtp,
  expectNoEmail,
  expectNoOtp,
  expectOtpByEmail,
  expectOtpBySms,
  expectOtpSpent,
  expectOtpValid,
  expectSameOtpByEmail,
} from './one-time-passwords.js'
export { expectOrder } from './order.js'
export {
  askAndGiveUp,
  askElsewhere,
  askForOtp,
  askForOtpsAtOnce,
  askRepeatedly,
  askWithBody,
  expectFailure,
  expectRefusalWith,
  useOwnTenant,
} from './otp-requests.js'
export { meetCitizen, meetNumber } from './people.js'
export { publish, publishDescribed } from './publishing.js'
export type { StepDefinition } from './step-table.js'
export { subscribe } from './subscriptions.js'
export {
  expectBrokers,
  expectCatalogue,
  expectConfigs,
  expectInSyncReplicas,
  expectPartitions,
  expectReplicationFactor,
} from './topic-judgements.js'
export {
  changeBalance,
  meetAccount,
  meetConsent,
  meetReceiver,
  subscribeToNotifications,
  takeConsentBack,
} from './transmitter.js'
export { cellsOf, expectationOf, pairsOf } from './values.js'
export type { KataWorld } from './world.js'
