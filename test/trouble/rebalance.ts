// Somebody else joins the reader's own group, and leaves again.

import { setTimeout as pause } from 'node:timers/promises'
import type { Consumer, Kafka } from 'kafkajs'
import type { Round } from './round.js'
import type { Trouble } from './troubles.js'

export const rebalance: Trouble = {
  name: 'rebalance',
  what: 'another member joins the group of the reader and leaves',
  nodes: 1,
  async play(round) {
    await round.subscribe()
    await round.take({ tag: await round.send(2), count: 2 })
    const members = await joinGroups(round)
    const tag = await round.send(6)
    const taking = round.take({ tag, count: 6, timeoutMs: round.number % 2 === 0 ? 0 : 3000 })
    await pause(100)
    await Promise.all(members.map((member) => member.disconnect()))
    await taking
    await round.take({ tag: await round.send(3), count: 3 })
    await round.some(await round.send(1))
  },
}

async function joinGroups({ stage, topic, witnesses }: Round): Promise<readonly Consumer[]> {
  const groupIds = witnesses.map(({ subscription }) => subscription.proof().groupIds.at(-1) ?? '')
  return await Promise.all(groupIds.map((groupId) => join(stage.kafka, groupId, topic)))
}

async function join(kafka: Kafka, groupId: string, topic: string): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic] })
  await consumer.run({ autoCommit: false, eachMessage: async () => undefined })
  return consumer
}
