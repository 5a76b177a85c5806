// Transactions that are open over the fence, committed and aborted, between plain records.

import type { Transaction } from 'kafkajs'
import { connected } from './load.js'
import type { Round } from './round.js'
import type { Trouble } from './troubles.js'

export const transactions: readonly Trouble[] = [
  {
    name: 'transactions',
    what: 'transactions are open over the fence, then committed or aborted, between plain records',
    nodes: 1,
    async play(round) {
      const { stage, number } = round
      const [one, other] = await Promise.all(
        ['one', 'other'].map((name) => connected(stage.kafka, { transactionalId: `${name}-${number}` })),
      )
      if (one === undefined || other === undefined) return
      const committed = await one.transaction()
      const aborted = await other.transaction()
      const early = round.tag()
      await write(round, committed, early)
      // Behind an open transaction nobody can read it yet.
      const stale = await round.send(3)
      await round.subscribe(drainMs)
      const [kept, dropped] = [round.tag(), round.tag()]
      await write(round, aborted, dropped)
      await write(round, committed, kept)
      await round.unproved(kept)
      await aborted.abort()
      await round.unproved(dropped)
      await write(round, committed, kept)
      await committed.commit()
      round.acknowledge(kept)
      // The coordinator acknowledges a commit before it has told the partitions.
      await round.take({ tag: kept, count: 6, timeoutMs: number % 2 === 0 ? 5000 : 10_000 })
      await round.take({ tag: await round.send(3), count: 3 })
      await round.none(dropped)
      await round.none(early)
      await round.none(stale)
      await Promise.all([one.disconnect(), other.disconnect()])
    },
  },
]

/** Each question behind an open transaction takes as long as this. */
const drainMs = 2000
let ids = 0

/** Three records under a tag, on partitions of Kafka's choice. */
async function write({ topic }: Round, transaction: Transaction, tag: string): Promise<void> {
  for (let count = 0; count < 3; count++) {
    await transaction.send({ topic, messages: [{ value: JSON.stringify({ tag, id: ++ids }) }] })
  }
}
