// Where the rounds of one trouble are played: a cluster, the clients of both lifetimes, and what the round needs besides.

import { join } from 'node:path'
import kafkajs, { type Admin, type Kafka, type Producer } from 'kafkajs'
import { KafkaClient, ownReaders, type Readers, sharedReaders } from '../../support/kafka/index.js'
import type { Distribution } from '../apache-kafka/distribution.js'
import type { Properties } from '../apache-kafka/properties.js'
import { type RunningCluster, startCluster } from '../apache-kafka/start-cluster.js'
import type { Lifetime } from './arguments.js'
import { connected } from './load.js'
import { makeTopic } from './make-topic.js'
import { type Network, startProxy } from './proxy.js'

/** Who subscribes: a client as a worker has it, with its readers. */
export interface Observer {
  readonly lifetime: Lifetime
  readonly client: KafkaClient
  readonly readers: Readers
}

export interface Stage {
  readonly bootstrap: string
  readonly cluster: RunningCluster
  readonly observers: readonly Observer[]
  readonly kafka: Kafka
  readonly admin: Admin
  readonly producer: Producer
  /** Between the clients and the node, where the trouble asked for it. */
  readonly proxy: Network | undefined
  /** What the observers could not take down. */
  readonly warnings: readonly string[]
  /** Groups of the observers that are still there when all of them are closed. */
  close(): Promise<readonly string[]>
}

export interface StageOptions {
  readonly name: string
  readonly nodes: number
  readonly folder: string
  readonly lifetimes: readonly Lifetime[]
  readonly throughProxy: boolean
}

const closeMs = 15_000

export async function setStage(distribution: Distribution, options: StageOptions): Promise<Stage> {
  const { name, nodes, folder, lifetimes, throughProxy } = options
  let target = 0
  const proxy = throughProxy ? await startProxy(() => target) : undefined
  const cluster = await startCluster(distribution, {
    nodes,
    folder: join(folder, name),
    properties({ port }) {
      target = port
      return { ...quickJoins, ...(proxy === undefined ? {} : advertised(proxy.port)) }
    },
  })
  const bootstrap = proxy === undefined ? cluster.bootstrap : `127.0.0.1:${proxy.port}`
  const warnings: string[] = []
  const observers = lifetimes.map((lifetime) => observe(lifetime, bootstrap, (text) => warnings.push(text)))
  const kafka = new kafkajs.Kafka({
    clientId: 'trouble',
    brokers: bootstrap.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 50, maxRetryTime: 300, retries: 100 },
  })
  const admin = kafka.admin()
  await admin.connect()
  const producer = await connected(kafka)
  await firstGroup(kafka, admin)
  return {
    bootstrap,
    cluster,
    observers,
    kafka,
    admin,
    producer,
    proxy,
    warnings,
    async close() {
      for (const { readers } of observers) readers.close()
      await Promise.all(observers.map(({ client }) => client.close(closeMs)))
      const { groups } = await admin.listGroups()
      await Promise.all([admin.disconnect(), producer.disconnect()])
      await cluster.stop()
      await proxy?.close()
      return groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith('kata-'))
    },
  }
}

/** A new cluster makes the topic of the groups for the first one, which takes seconds. */
async function firstGroup(kafka: Kafka, admin: Admin): Promise<void> {
  await makeTopic(admin, { topic: 'first', partitions: 1 })
  const consumer = kafka.consumer({ groupId: 'first' })
  await consumer.connect()
  await consumer.subscribe({ topics: ['first'] })
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve())
  })
  await consumer.run({ eachMessage: async () => undefined })
  await joined
  await consumer.disconnect()
}

/** Topics are made by the troubles alone, and no group waits for members that may come. */
const quickJoins: Properties = { 'group.initial.rebalance.delay.ms': 0, 'auto.create.topics.enable': false }

function advertised(port: number): Properties {
  return { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}` }
}

function observe(lifetime: Lifetime, bootstrap: string, warn: (text: string) => void): Observer {
  const client = new KafkaClient({ brokers: bootstrap.split(','), groupPrefix: `kata-${lifetime}-`, warn })
  const readers = lifetime === 'worker' ? sharedReaders(client.consumers()) : ownReaders(client.consumers())
  return { lifetime, client, readers }
}
