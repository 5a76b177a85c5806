export { type Account, type Consent, type Holdings, noHoldings, type Receiver } from './holdings.js'
export {
  isForConsent,
  judgeDifference,
  judgeEvent,
  judgeEventTime,
  notificationIdHeader,
} from './notification.js'
export {
  giveConsent,
  openAccount,
  registerReceiver,
  setBalance,
  type TopicTimestamps,
  type TransmitterCaller,
  withdrawConsent,
} from './transmitter.js'
