// The one place that makes kafkajs clients for services: silent, and quick to give up a broker that does not answer.

import { Kafka, type KafkaConfig } from 'kafkajs'
import { mendQueues } from './mended-queues.js'

/** What one client has of its own. */
export type ClientOptions = Pick<KafkaConfig, 'clientId' | 'retry' | 'socketFactory'> & {
  /** Host and port of each broker, e.g. `127.0.0.1:9092`. */
  readonly brokers: readonly string[]
}

export function createKafka({ brokers, ...own }: ClientOptions): Kafka {
  mendQueues()
  return new Kafka({ ...own, brokers: [...brokers], connectionTimeout: 1000, logCreator: () => () => undefined })
}
