export { type ExitCode, type ExitFacts, exitCode } from './exit-code.js'
export { explainArrival, type Surroundings } from './explain-arrival.js'
export {
  type DeliveryDemand,
  explainDeliveries,
  explainDelivery,
  explainGroupBehind,
  explainNoDelivery,
  explainReaders,
  type GroupOutlook,
} from './explain-delivery.js'
export {
  type Answer,
  type AnswerDemand,
  type Demand,
  explainAnswer,
  explainMessage,
  explainNeighbourCall,
} from './explain-judgement.js'
export { explainOrder, type OrderedMessage } from './explain-order.js'
export { explainBrokers, explainTopic, type TopicDemand } from './explain-topic.js'
export type { Expectation, Explanation, Trigger } from './explanation.js'
export {
  createLedger,
  type Ledger,
  type LedgerFacts,
  type ParseFailure,
} from './ledger.js'
export { cut, wrappedLines } from './lines.js'
export { type RunHookFailure, RunHooks } from './run-hooks.js'
export { readSkip, readVerdict, type ScenarioRecord, saysNothingJudged } from './scenario-record.js'
export { type KnownStep, StepBook } from './step-book.js'
export { type EndedStep, lostVerdict, verdictOnStep } from './step-verdict.js'
export {
  type Evidence,
  type ExchangeEvidence,
  evidenceMediaType,
  type MessageEvidence,
  type Skip,
  type SubscriptionEvidence,
  skipMediaType,
  type Verdict,
  type VerdictClass,
  verdictMediaType,
} from './verdict.js'
export { listed } from './words.js'
