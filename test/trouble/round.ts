// One round of a trouble: subscribes, sends, asks, and judges every answer by what was acknowledged and what the log
// holds. What is wrong is collected as faults; nothing is thrown for it.

import { type Message, type NotDrained, Subscription, type TakeOptions } from '../../support/kafka/index.js'
import type { Lifetime } from './arguments.js'
import type { Stage } from './stage.js'
import { type Fact, truthFrom } from './truth.js'

/** A subscription that is judged. */
export interface Witness {
  readonly lifetime: Lifetime
  readonly subscription: Subscription
}

export interface Asked {
  readonly tag: string
  readonly count: number
  readonly timeoutMs?: number
  readonly limit?: TakeOptions['limit']
}

export class Round {
  readonly number: number
  readonly stage: Stage
  readonly topic: string
  readonly faults: string[] = []
  readonly witnesses: Witness[] = []
  /** Answers that nothing was proved, while brokers were gone. */
  infrastructure = 0
  /** Answers in all. */
  verdicts = 0
  /** From the question to the answer, of the slowest. */
  slowestMs = 0
  /** While it is set, "nothing is proved" is an honest answer. */
  brokersAreGone = false
  /** When the last record of a tag was acknowledged. */
  readonly #acknowledged = new Map<string, number>()
  #tags = 0

  constructor(stage: Stage, topic: string, number: number) {
    this.stage = stage
    this.topic = topic
    this.number = number
  }

  /** Subscribes with every lifetime. */
  async subscribe(drainMs?: number): Promise<void> {
    const drain = drainMs === undefined ? {} : { drainMs }
    for (const { lifetime, client, readers } of this.stage.observers) {
      const subscription = await Subscription.open(this.topic, { client, readers, lateMs: 300, ...drain })
      this.witnesses.push({ lifetime, subscription })
    }
  }

  /** A tag that no other record has. */
  tag(): string {
    return `${this.topic}/${this.number}/${++this.#tags}`
  }

  /** Writes so many records under a tag; resolves when all are acknowledged. */
  async send(
    count: number,
    { tag = this.tag(), partition }: { tag?: string; partition?: number } = {},
  ): Promise<string> {
    const place = partition === undefined ? {} : { partition }
    for (let id = 1; id <= count; id++) {
      await this.stage.producer.send({
        topic: this.topic,
        messages: [{ value: JSON.stringify({ tag, id }), ...place }],
      })
    }
    this.#acknowledged.set(tag, performance.now())
    return tag
  }

  /** Records that others wrote under a tag are acknowledged. */
  acknowledge(tag: string): void {
    this.#acknowledged.set(tag, performance.now())
  }

  /** Takes from every witness; a record that was acknowledged before the deadline must be there. */
  async take({ tag, count, timeoutMs = 0, limit = 'exactly' }: Asked): Promise<void> {
    await this.#ask(`take ${count} (${limit}, ${timeoutMs} ms)`, async ({ subscription }) => {
      const deadline = performance.now() + timeoutMs
      const outcome = await subscription.take({ count, where: tagged(tag), timeoutMs, limit })
      if (outcome.kind === 'claimed') return this.#judgeClaimed(outcome.messages, count)
      if (outcome.kind === 'not-drained') return outcome
      if (outcome.kind === 'surplus' && isWrittenTwice(outcome.messages, count)) return undefined
      const inTime = (this.#acknowledged.get(tag) ?? Number.POSITIVE_INFINITY) < deadline
      if (outcome.kind === 'missing' && !inTime) return undefined
      const matched = outcome.kind === 'missing' ? outcome.matched : outcome.messages
      return `${outcome.kind}, ${matched.length} of ${count}: ${JSON.stringify(matched.map(placeOf))}`
    })
  }

  /** Nothing has the tag: that must be proved. */
  async none(tag = this.tag(), timeoutMs = 0): Promise<void> {
    await this.#ask('none', async ({ subscription }) => {
      const outcome = await subscription.none(tagged(tag), timeoutMs)
      if (outcome.kind === 'not-drained') return outcome
      return outcome.kind === 'absent' ? undefined : `present: ${JSON.stringify(outcome.messages.map(placeOf))}`
    })
  }

  /** A transaction is open: nobody can say whether something behind it has the tag. */
  async unproved(tag: string): Promise<void> {
    await this.#ask('none behind an open transaction', async ({ subscription }) => {
      const outcome = await subscription.none(tagged(tag), 0)
      const isTold = outcome.kind === 'not-drained' && outcome.cause === 'open-transaction'
      return isTold ? undefined : outcome.kind
    })
  }

  /** Something that was acknowledged has the tag: an absence must not be proved. */
  async some(tag: string): Promise<void> {
    await this.#ask('none of what is there', async ({ subscription }) => {
      const outcome = await subscription.none(tagged(tag), 0)
      if (outcome.kind === 'not-drained') return outcome
      return outcome.kind === 'present' ? undefined : 'proved absent'
    })
  }

  /** The topic is another one now: neither that something is missing nor that nothing is there may be said. */
  async deleted(tag = this.tag()): Promise<void> {
    await this.#ask('of a topic that was deleted', async ({ subscription }) => {
      const taken = await subscription.take({ count: 1, where: tagged(tag), timeoutMs: 0 })
      const looked = await subscription.none(tagged(tag), 0)
      const kinds = [taken.kind, looked.kind]
      return kinds.every((kind) => kind === 'not-drained' || kind === 'claimed' || kind === 'present')
        ? undefined
        : kinds.join(', ')
    })
  }

  /** With the brokers there and nobody writing: everything since the fence must have been seen, and exactly once. */
  async compare(): Promise<void> {
    await this.none()
    const fences = this.witnesses.map(({ subscription }) => subscription.proof())
    const { topics } = await this.stage.admin.fetchTopicMetadata({ topics: [this.topic] })
    const partitions = topics[0]?.partitions ?? []
    const from = partitions.map(({ partitionId: partition }): [number, number] => [
      partition,
      Math.min(...fences.map(({ fence }) => fence.get(partition) ?? 0)),
    ])
    const truth = await truthFrom(this.stage.bootstrap, this.topic, new Map(from))
    for (const { lifetime, subscription } of this.witnesses) {
      const { fence } = subscription.proof()
      const due = truth.filter(({ partition, offset }) => offset >= (fence.get(partition) ?? 0))
      const seen = subscription.inbox.all().map(({ message }) => message)
      const difference = differenceOf(due, seen)
      if (difference !== undefined) this.faults.push(`${lifetime}: ${difference}`)
    }
  }

  close(): void {
    for (const { subscription } of this.witnesses) subscription.close()
  }

  #judgeClaimed(messages: readonly Message[], count: number): string | undefined {
    const ids = new Set(messages.map(({ value }) => (value as { id: number }).id))
    if (ids.size !== count) return `claimed ${JSON.stringify(messages.map(placeOf))}`
    const isOrdered = messages.every(
      (message, index) =>
        !messages
          .slice(0, index)
          .some(({ partition, offset }) => partition === message.partition && offset > message.offset),
    )
    return isOrdered ? undefined : `out of order: ${JSON.stringify(messages.map(placeOf))}`
  }

  async #ask(what: string, answer: (witness: Witness) => Promise<string | NotDrained | undefined>): Promise<void> {
    const wereGone = this.brokersAreGone
    await Promise.all(
      this.witnesses.map(async (witness) => {
        const asked = performance.now()
        const fault = await answer(witness)
        const tookMs = performance.now() - asked
        this.verdicts++
        this.slowestMs = Math.max(this.slowestMs, tookMs)
        if (fault === undefined) return
        if (typeof fault !== 'string' && (wereGone || this.brokersAreGone)) {
          this.infrastructure++
          return
        }
        const found = typeof fault === 'string' ? fault : `nothing proved: ${fault.reason}, ${reachOf(fault)}`
        this.faults.push(`${witness.lifetime}: ${what}: ${found} (after ${Math.round(tookMs)} ms)`)
      }),
    )
  }
}

/** A producer that tries again may write twice: then there are two in the log, which is for `compare` to see. */
function isWrittenTwice(messages: readonly Message[], count: number): boolean {
  const ids = new Set(messages.map(({ value }) => (value as { id: number }).id))
  return ids.size === count && new Set(messages.map(placeOf)).size === messages.length
}

function tagged(tag: string): (message: Message) => boolean {
  return ({ value }) => (value as { tag?: unknown } | null)?.tag === tag
}

function placeOf({ partition, offset }: Message): string {
  return `${partition}:${offset}`
}

/** How far the reader was, of how far it should have been, and in which group. */
function reachOf({ end, proof }: NotDrained): string {
  const places = [...(end ?? [])].map(([partition, offset]) => `${partition}:${proof.readTo.get(partition)}/${offset}`)
  return `${places.join(' ')} in ${proof.groupIds.at(-1)}`
}

/** Compares by partition, offset and content. */
function differenceOf(due: readonly Fact[], seen: readonly Message[]): string | undefined {
  const wanted = new Map(due.map(({ partition, offset, value }) => [`${partition}:${offset}`, value]))
  const twice = new Set<string>()
  const found = new Set<string>()
  const foreign: string[] = []
  for (const message of seen) {
    const place = placeOf(message)
    if (found.has(place)) twice.add(place)
    found.add(place)
    const value = wanted.get(place)
    if (value === undefined || value !== JSON.stringify(message.value)) foreign.push(place)
  }
  const lost = [...wanted.keys()].filter((place) => !found.has(place))
  if (lost.length + twice.size + foreign.length === 0) return undefined
  return `of ${due.length}: lost ${few(lost)}, twice ${few([...twice])}, not in the log ${few(foreign)}`
}

function few(places: readonly string[]): string {
  return places.length === 0
    ? '0'
    : `${places.length} (${places.slice(0, 5).join(' ')}${places.length > 5 ? ' …' : ''})`
}
