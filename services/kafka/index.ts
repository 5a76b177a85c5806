export { type ConsumedRecord, type ConsumerOptions, type RecordConsumer, startConsumer } from './consumer.js'
export {
  createPublisher,
  EventBusError,
  type OutgoingRecord,
  type Publisher,
  type PublisherOptions,
} from './publisher.js'
