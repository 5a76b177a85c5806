export {
  Administration,
  type AdministrationOptions,
  type ClusterFacts,
  type Deletion,
  type GroupFacts,
  type TopicFacts,
} from './administration.js'
export type { SubscriptionOptions, TakeOptions, Where } from './asked.js'
export { KafkaClient, type KafkaClientOptions, type OutgoingRecord, type Published } from './client.js'
export type { PartitionReplicas } from './cluster-reads.js'
export type { Behind, GroupProgress, LogEnds, TopicReaders } from './group-progress.js'
export { describeSystemError, type Knocked, knock, placeOf } from './knock.js'
export type { Message, TimestampType } from './message.js'
export type { Offsets } from './offsets.js'
export type {
  Absent,
  Claimed,
  Missing,
  NoneOutcome,
  NotDrained,
  Present,
  Proof,
  Surplus,
  TakeOutcome,
} from './outcome.js'
export { ownReaders, type ReaderLease, type Readers } from './reader-lease.js'
export { type Security, tlsOptionsOf } from './security.js'
export { sharedReaders } from './shared-readers.js'
export type { Silence } from './silence.js'
export { describeTlsError } from './sockets.js'
export { Subscription } from './subscription.js'
export type { Tried } from './try-group.js'
