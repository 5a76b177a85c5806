// Somebody else in the reader's own group, on the embedded broker: part of the topic is then read elsewhere.

import kafkajs from 'kafkajs'
import { expect, it } from 'vitest'
import { startBroker } from '../../broker/index.js'
import { KafkaClient, Subscription } from '../../support/kafka/index.js'

it('a foreign member of the reader’s group makes nothing missing: what it reads is not drained', async () => {
  const broker = await startBroker()
  broker.createTopic('shared', { partitions: 2 })
  const client = new KafkaClient({ brokers: [broker.bootstrap], groupPrefix: 'kata-foreign-', warn: () => {} })
  const subscription = await Subscription.open('shared', { client, drainMs: 150, lateMs: 0 })
  const [groupId = ''] = subscription.proof().groupIds
  const foreign = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: 0 }).consumer({ groupId })
  await foreign.connect()
  await foreign.subscribe({ topics: ['shared'] })
  const theirs = new Promise<readonly number[]>((resolve) => {
    foreign.on(foreign.events.GROUP_JOIN, ({ payload }) => {
      const partitions = payload.memberAssignment.shared ?? []
      if (partitions.length === 1) resolve(partitions)
    })
  })
  await foreign.run({ autoCommit: false, eachMessage: async () => {} })
  const [partition] = await theirs
  const written = [await client.publish('shared', { value: '1' }), await client.publish('shared', { value: '2' })]
  const outcome = await subscription.take({ count: 2, where: () => true, timeoutMs: 0 })
  expect(written.map((record) => record.partition).sort()).toEqual([0, 1])
  expect(outcome).toMatchObject({ kind: 'not-drained' })
  const { readTo } = subscription.proof()
  expect([readTo.get(partition ?? -1), readTo.get(1 - (partition ?? 0))]).toEqual([0, 1])
  subscription.close()
  await foreign.disconnect()
  await client.close(5000)
  await broker.close()
})
