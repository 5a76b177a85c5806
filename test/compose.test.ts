// compose.yaml cannot be run here; what it says is checked against the node that the features are run on.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

interface Compose {
  readonly services: Readonly<Record<string, Service>>
}

interface Service {
  readonly image: string
  readonly ports: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const text = readFileSync(new URL('../compose.yaml', import.meta.url), 'utf8')
const { services } = parse(text) as Compose
const kafka = services.kafka

it('there is one service, the official image, on the port of a Kafka on this machine alone', () => {
  expect(Object.keys(services)).toEqual(['kafka'])
  expect([kafka?.image, kafka?.ports]).toEqual(['apache/kafka:4.3.1', ['127.0.0.1:9092:9092']])
})

it('it is one node that is broker and controller, and makes topics of three partitions when they are asked for', () => {
  expect(kafka?.environment).toEqual({
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_NODE_ID: '1',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://127.0.0.1:9092',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'true',
    KAFKA_NUM_PARTITIONS: '3',
    KAFKA_DEFAULT_REPLICATION_FACTOR: '1',
    KAFKA_MIN_INSYNC_REPLICAS: '1',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  })
})

it('it says of itself, and docs/environments.md says of it, that it was not run', () => {
  const page = readFileSync(new URL('../docs/environments.md', import.meta.url), 'utf8')
  expect(text).toContain('# A single node of Apache Kafka for people with Docker. This file has not been run')
  expect(page.replace(/\s+/g, ' ')).toContain('`compose.yaml` has not been run')
})
