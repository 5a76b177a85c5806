// Topics that grow, appear, and are deleted and made again.

import { makeTopic, untilDone } from './make-topic.js'
import type { Round } from './round.js'
import type { Trouble } from './troubles.js'

/** A broker goes on telling of a topic for a while after it was deleted. */
async function isGone({ stage, topic }: Round): Promise<boolean> {
  return await stage.admin.fetchTopicMetadata({ topics: [topic] }).then(
    () => false,
    () => true,
  )
}

export const topics: readonly Trouble[] = [
  {
    name: 'partitions-added',
    what: 'the topic gets more partitions',
    nodes: 1,
    freshTopic: true,
    partitions: 2,
    async play(round) {
      await round.subscribe()
      await round.take({ tag: await round.send(2), count: 2 })
      const taken = round.tag()
      const taking = round.take({ tag: taken, count: 3, timeoutMs: 10_000 })
      await round.stage.admin.createPartitions({ topicPartitions: [{ topic: round.topic, count: 4 }] })
      for (const partition of [2, 3, 0]) await sendTo(round, partition, taken)
      round.acknowledge(taken)
      const forbidden = round.tag()
      await sendTo(round, 3, forbidden)
      await round.some(forbidden)
      await taking
      await round.none()
    },
  },
  {
    name: 'topic-appears',
    what: 'the topic is made after the subscription',
    nodes: 1,
    freshTopic: true,
    partitions: 0,
    underLoad: false,
    async play(round) {
      await round.subscribe()
      await round.none()
      await makeTopic(round.stage.admin, { topic: round.topic, partitions: 3 })
      const tag = await round.send(4)
      if (round.number % 2 === 0) await round.some(tag)
      await round.take({ tag, count: 4, timeoutMs: round.number % 2 === 0 ? 0 : 3000 })
      await round.none()
    },
  },
  {
    name: 'topic-made-again',
    what: 'the topic is deleted and made again, with fewer or more records than it had',
    nodes: 1,
    underLoad: false,
    freshTopic: true,
    async play(round) {
      await round.subscribe()
      await round.take({ tag: await round.send(5), count: 5 })
      await round.stage.admin.deleteTopics({ topics: [round.topic] })
      const isSlow = round.number % 2 === 0
      if (isSlow) {
        await untilDone(() => isGone(round))
        await round.deleted()
      }
      await makeTopic(round.stage.admin, { topic: round.topic, partitions: round.number % 3 === 0 ? 1 : 3 })
      // The first record lies where nobody reads who takes the topic for the old one.
      const [tag, count] = [round.tag(), [0, 3, 30][Math.floor(round.number / 2) % 3] ?? 0]
      if (count > 0) await round.send(1, { tag, partition: 0 })
      await round.send(count, { partition: 0 })
      if (count > 0) await round.deleted(tag)
      round.close()
      round.witnesses.length = 0
      await round.subscribe()
      await round.none(tag)
      await round.take({ tag: await round.send(5), count: 5 })
      await round.some(await round.send(1))
    },
  },
]

let ids = 0

/** kafkajs passes over a partition that it does not know of yet, and says nothing. */
async function sendTo({ stage, topic }: Round, partition: number, tag: string): Promise<void> {
  const value = JSON.stringify({ tag, id: ++ids })
  await untilDone(async () => (await stage.producer.send({ topic, messages: [{ partition, value }] })).length > 0)
}
