export {
  createPublisher,
  EventBusError,
  type OutgoingRecord,
  type Publisher,
  type PublisherOptions,
} from './publisher.js'
