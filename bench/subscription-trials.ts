// One subscription from its beginning to the answer whether the message that was sent at once was lost.
import type { Admin, Kafka, Producer } from 'kafkajs'
import { type KafkaClient, type Readers, Subscription } from '../support/kafka/index.js'
import { type Delivered, listenInFreshGroup } from './fresh-group.js'

/** What all trials share. */
export interface TrialContext {
  readonly kafka: Kafka
  readonly client: KafkaClient
  readonly producer: Producer
  readonly admin: Admin
  readonly topic: string
}

/** What became of one message. */
export interface Trial {
  readonly end: 'received' | 'lost' | 'wrong'
  /** From the wish to listen until the message may be caused, in milliseconds. */
  readonly safeMs: number
  /** From the same moment until the test has the message; missing where it never gets it. */
  readonly inHandMs?: number
}

/**
 * A subscription of the product. Exactly one message is asked for, so one that came twice is found out.
 *
 * @param readers where its reader comes from: none gives it one of its own
 */
export async function trySubscription(
  { client, producer, topic }: TrialContext,
  id: string,
  readers?: Readers,
): Promise<Trial> {
  const start = performance.now()
  const subscription = await Subscription.open(topic, { client, ...(readers === undefined ? {} : { readers }) })
  const safeMs = performance.now() - start
  try {
    await producer.send({ topic, messages: [{ value: JSON.stringify({ id }) }] })
    const outcome = await subscription.take({
      count: 1,
      where: ({ value }) => (value as { id?: string } | null)?.id === id,
      timeoutMs: 5000,
      limit: 'exactly',
    })
    if (outcome.kind === 'claimed') return { end: 'received', safeMs, inHandMs: performance.now() - start }
    return { end: outcome.kind === 'missing' ? 'lost' : 'wrong', safeMs }
  } finally {
    subscription.close()
  }
}

export interface FreshGroupTrial {
  readonly id: string
  readonly readyAt: 'GROUP_JOIN' | 'FETCH'
}

/** A kafkajs consumer in a fresh group that is taken to be ready at an event. */
export async function tryFreshGroup(context: TrialContext, { id, readyAt }: FreshGroupTrial): Promise<Trial> {
  const { kafka, producer, admin, topic } = context
  const groupId = `recipe-${id}`
  const listener = createListener()
  const start = performance.now()
  const consumer = await listenInFreshGroup({ kafka, topic, groupId, readyAt, onRecord: listener.onRecord })
  const safeMs = performance.now() - start
  const partition = Math.floor(Math.random() * 3)
  const [sent] = await producer.send({ topic, messages: [{ partition, value: JSON.stringify({ id }) }] })
  const own = Number(sent?.baseOffset)
  // Reading is in order within a partition: when something later has come, the message itself will come no more.
  const isDecided = ({ partition: at, offset }: Delivered) => at === partition && offset >= own
  await sendUntil(listener.seen(isDecided), () => producer.send({ topic, messages: [{ partition, value: '{}' }] }))
  const receivedAt = listener.arrivals.find(
    ({ record }) => record.partition === partition && record.offset === own,
  )?.atMs
  await consumer.disconnect()
  await admin.deleteGroups([groupId])
  return receivedAt === undefined ? { end: 'lost', safeMs } : { end: 'received', safeMs, inHandMs: receivedAt - start }
}

interface Arrival {
  readonly record: Delivered
  readonly atMs: number
}

interface Listener {
  readonly arrivals: readonly Arrival[]
  onRecord(record: Delivered): void
  /** Resolves as soon as a record has arrived that is looked for. */
  seen(isWanted: (record: Delivered) => boolean): Promise<void>
}

function createListener(): Listener {
  const arrivals: Arrival[] = []
  let wake = () => {}
  return {
    arrivals,
    onRecord(record) {
      arrivals.push({ record, atMs: performance.now() })
      wake()
    },
    seen: (isWanted) =>
      new Promise((resolve) => {
        wake = () => {
          if (arrivals.some(({ record }) => isWanted(record))) resolve()
        }
        wake()
      }),
  }
}

/** Sends another record every 250 ms until it is over: where nobody else writes, nothing later would ever come. */
async function sendUntil(over: Promise<void>, send: () => Promise<unknown>): Promise<void> {
  const timer = setInterval(() => void send().catch(() => undefined), 250)
  await over.finally(() => clearInterval(timer))
}
