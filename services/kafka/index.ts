export { type ConsumedRecord, type ConsumerOptions, type RecordConsumer, startConsumer } from './consumer.js'
export { createKafka } from './create-kafka.js'
export {
  createPublisher,
  EventBusError,
  type KafkaPublisher,
  type OutgoingRecord,
  type Publisher,
  type PublisherOptions,
  type Tombstone,
} from './publisher.js'
