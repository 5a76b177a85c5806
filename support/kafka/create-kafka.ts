// The one place of support/ that makes kafkajs' own object, with what all of them have in common.

import kafkajs, { type Kafka, type KafkaConfig } from 'kafkajs'
import { mendQueues } from './mended-queues.js'

/** `logLevel` is that of errors: what else kafkajs says explains nothing. */
export function createKafka(own: Omit<KafkaConfig, 'clientId' | 'logLevel'>): Kafka {
  mendQueues()
  return new kafkajs.Kafka({ ...own, clientId: 'kafka-kata', logLevel: kafkajs.logLevel.ERROR })
}
