export { hasParameters, topicAt } from './address.js'
export { type AddressOverrides, type Catalogue, loadCatalogue } from './catalogue.js'
export type { Channel, KafkaBindings, MessageContract, OtpPattern, TimestampType } from './channel.js'
export { type JudgedMessage, type Judgement, judge, judgeOn } from './judge.js'
export { judgePayload, type PayloadJudgement } from './judge-payload.js'
export {
  type ConfigRow,
  judgeConfigs,
  judgePartitions,
  judgeReplicas,
  judgesTopic,
  judgeTopic,
  type TopicSetup,
} from './judge-topic.js'
export type { Operation } from './operations.js'
export { type PlaceOfPath, placeInMessages } from './place-of-path.js'
export type { Schema } from './schema.js'
export { tellCatalogue } from './tell-catalogue.js'
export type { Violation } from './violation.js'
