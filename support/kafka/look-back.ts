import { type Clock, Deadline } from '../shared/index.js'
import type { KafkaClient } from './client.js'
import type { Message } from './message.js'
import { hasReached, type Offsets } from './offsets.js'
import { Reader } from './reader.js'

export interface LookBackOptions {
  readonly topic: string
  readonly fence: Offsets
  /** How far a reader comes: an open transaction may hold it back before the fence. */
  readonly end: Offsets
  readonly timeoutMs: number
  readonly clock: Clock
}

/** This many offsets before the fence are looked at, by partition. */
const depth = 20

/**
 * Reads the records just before a fence, for an explanation only: they never count. Answers what it could read until the
 * deadline; it never fails.
 */
export async function lookBack(
  client: Pick<KafkaClient, 'consumers'>,
  { topic, fence, end, timeoutMs, clock }: LookBackOptions,
): Promise<readonly Message[]> {
  const readable = [...fence].map(([partition, offset]): [number, number] => [
    partition,
    Math.min(offset, end.get(partition) ?? 0),
  ])
  const from = new Map(
    readable.filter(([, offset]) => offset > 0).map(([partition, offset]) => [partition, Math.max(0, offset - depth)]),
  )
  if (from.size === 0) return []
  const until = new Map(readable.filter(([partition]) => from.has(partition)))
  const found: Message[] = []
  let done = () => {}
  const reading = new Promise<void>((resolve) => {
    done = resolve
  })
  const reader: Reader = new Reader(topic, client.consumers(), {
    message: (message) => {
      if (message.offset < (until.get(message.partition) ?? 0)) found.push(message)
    },
    moved: () => {
      if (reader.hasEnded || hasReached(reader.position, until)) done()
    },
  })
  reader.start(from)
  await new Deadline(timeoutMs, clock).race(reading, () => undefined)
  reader.close()
  return found.sort((one, other) => one.timestamp - other.timestamp)
}
