// An embedded broker that speaks the Kafka protocol to any client over TCP, for tests on one machine. In memory, one
// node, no security. What it serves and what it leaves out is told in docs/broker.md.
export { brokerApiTable } from './api-table.js'
export {
  type Broker,
  BrokerError,
  type BrokerGroup,
  type BrokerOptions,
  type BrokerTopic,
  type CreateTopicOptions,
  startBroker,
} from './broker.js'
export type { Clock } from './clock.js'
export type { GroupState, StateChange } from './groups/index.js'
