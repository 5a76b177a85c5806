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
