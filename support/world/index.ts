export { expectArrival, expectNoArrival } from './arrivals.js'
export { callService, expectBody, expectRefusal, expectStatus } from './calls.js'
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
  askForOtp,
  askForOtpsAtOnce,
  expectNoOtp,
  expectOtpBySms,
  expectOtpSpent,
  expectOtpValid,
} from './one-time-passwords.js'
export { meetCitizen, meetNumber } from './people.js'
export { publish } from './publishing.js'
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
