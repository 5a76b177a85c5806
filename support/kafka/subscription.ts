// A scenario's interest in one topic: the fence, a reader and an inbox. It answers what arrived as plain data; words and
// judgements are made elsewhere.

import { Deadline, KataError, systemClock } from '../shared/index.js'
import { remembering, type SubscriptionOptions, type TakeOptions, type Where } from './asked.js'
import { Inbox } from './inbox.js'
import { lookBack } from './look-back.js'
import type { Message } from './message.js'
import { distanceBetween, hasReached, isAnother, latest, liesBelow, type Offsets, wentBack } from './offsets.js'
import type { Claimed, Missing, NoneOutcome, NotDrained, Proof, Surplus, TakeOutcome } from './outcome.js'
import { ownReaders, type ReaderLease } from './reader-lease.js'
import type { TopicEnds, TopicFence } from './topic-ends.js'

/** Waits this often for a topic that does not exist yet: the one polling loop. */
const topicWatchMs = 250
/** At least so long is waited for the id of the topic, however little of a drain's time is left. */
const topicIdMs = 1000
const deleted: Why = { cause: 'topic-deleted', reason: 'the topic was deleted' }
/** Kafka may tell the ends so much later than it was asked, and clocks be so far apart, in milliseconds. */
const slackMs = 1000

/** Why a drain came to no end. */
type Why = Pick<NotDrained, 'cause' | 'reason'>

/** Where the log ended at a moment, and how long Kafka took to say so. */
interface Ends {
  /** What readers of committed records saw then. */
  readonly stable: Offsets
  /** What was written then, by transactions that have ended since too. */
  readonly written: Offsets
  readonly tookMs: number
}

/** Fence, reader and inbox of one topic. */
export class Subscription {
  readonly topic: string
  /** Just before the fence was read, in milliseconds since 1970, UTC. */
  readonly createdAt: number
  readonly inbox = new Inbox()
  readonly #options: Required<Omit<SubscriptionOptions, 'onMessage' | 'readers'>>
  readonly #reader: ReaderLease
  /** Messages that came before the fence was known. */
  #early: Message[] | undefined = []
  #fence: Offsets = new Map()
  #topicExists = false
  /** Of the topic that the fence is of, where the broker tells. */
  #topicId: string | undefined
  #watch: NodeJS.Timeout | undefined
  #closed = false

  private constructor(topic: string, options: SubscriptionOptions) {
    this.topic = topic
    this.createdAt = Date.now()
    this.#options = { drainMs: 10_000, lateMs: 3000, clock: systemClock, ...options }
    const readers = options.readers ?? ownReaders(options.client.consumers())
    this.#reader = readers.lease(topic, {
      message: (message) => this.#arrive(message, options.onMessage),
      moved: () => this.inbox.wake(),
    })
  }

  /** Reads the fence, then lets the reader go: it is neither joined nor ready when this resolves, and need not be. */
  static async open(topic: string, options: SubscriptionOptions): Promise<Subscription> {
    const subscription = new Subscription(topic, options)
    try {
      subscription.#start(await options.client.topicFence(topic), options.onMessage)
      return subscription
    } catch (error) {
      subscription.close()
      throw error
    }
  }

  /** Claims the first messages that match, in arrival order. */
  async take(asked: TakeOptions): Promise<TakeOutcome> {
    const options = { ...asked, where: remembering(asked.where) }
    const deadline = new Deadline(options.timeoutMs, this.#options.clock)
    const wholeTime = options.limit === 'exactly, whole time'
    const enough = () => this.#matching(options.where).length >= options.count + (wholeTime ? 1 : 0)
    const inTime = await this.#until(enough, deadline)
    if (inTime && options.limit !== 'exactly') return this.#judge(options, undefined)
    const passedAt = this.#options.clock.now()
    const passed = Date.now()
    const end = await this.#drained(options.timeoutMs)
    if ('kind' in end) return end
    const found = this.#matching(options.where, end.stable)
    if (found.length < options.count) return this.#missing({ ...options, passedAt, end: end.stable, found })
    // Only the timestamps could tell what was there at the deadline, and they are not of this clock.
    const isDoubtful = end.tookMs > slackMs && found.some(({ timestamp }) => timestamp > passed + slackMs)
    if (!isDoubtful) return this.#judge(options, end.written)
    const why = by(`where the log ended was told ${Math.round(end.tookMs)} ms late`)
    return this.#notDrained(why, options.timeoutMs)
  }

  /** Proves that nothing unclaimed matches: after `timeoutMs`, up to the ends of the log as they are then. */
  async none(isMeant: Where, timeoutMs: number): Promise<NoneOutcome> {
    const where = remembering(isMeant)
    const deadline = new Deadline(timeoutMs, this.#options.clock)
    await this.#until(() => timeoutMs > 0 && this.#matching(where).length > 0, deadline)
    const present = this.#matching(where)
    if (present.length > 0) return { kind: 'present', messages: present, proof: this.proof() }
    const end = await this.#drained(timeoutMs)
    if ('kind' in end) return end
    const messages = this.#matching(where, end.written)
    return messages.length > 0
      ? { kind: 'present', messages, proof: this.proof() }
      : { kind: 'absent', proof: this.proof() }
  }

  /** From where to where it has looked until now. */
  proof(): Proof {
    return {
      topic: this.topic,
      topicExists: this.#topicExists,
      fence: this.#fence,
      readTo: new Map(this.#reader.position),
      seen: this.inbox.size,
      groupIds: this.#reader.groupIds,
    }
  }

  /** Stops reading; the consumer and its group go in the background. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#watch)
    this.#reader.release()
  }

  /**
   * The fence lies behind what open transactions have written, too: it was there before the trigger. A shared reader may
   * have read on while the fence was asked for: what lies at or after it counts.
   */
  #start({ high, topicId }: TopicFence, onMessage: SubscriptionOptions['onMessage']): void {
    this.#fence = high
    this.#topicId = topicId
    this.#topicExists = high.size > 0
    if (!this.#topicExists) this.#reader.forget()
    const early = this.#early ?? []
    this.#early = undefined
    for (const message of early) this.#arrive(message, onMessage)
    if (this.#topicExists) this.#reader.start(high, topicId)
    else this.#watchTopic()
  }

  #arrive(message: Message, onMessage: SubscriptionOptions['onMessage']): void {
    if (this.#early !== undefined) {
      this.#early.push(message)
      return
    }
    if (message.offset < (this.#fence.get(message.partition) ?? 0)) return
    onMessage?.(message)
    this.inbox.add(message, this.#options.clock.now())
  }

  #matching(where: Where, end?: Offsets): readonly Message[] {
    return this.inbox.unclaimed(end).flatMap(({ message }) => (where(message) ? [message] : []))
  }

  #judge({ where, count, limit }: TakeOptions, end: Offsets | undefined): Claimed | Surplus {
    const messages = this.#matching(where, end)
    if (limit !== undefined && limit !== 'at least' && messages.length > count) {
      return { kind: 'surplus', wanted: count, messages, proof: this.proof() }
    }
    const claimed = messages.slice(0, count)
    this.inbox.claim(claimed)
    return { kind: 'claimed', messages: claimed, proof: this.proof() }
  }

  async #missing(asked: TakeOptions & { passedAt: number; end: Offsets; found: readonly Message[] }): Promise<Missing> {
    const { where, count, timeoutMs, passedAt, end, found } = asked
    const proof = this.proof()
    const others = this.inbox.unclaimed(end).flatMap(({ message }) => (where(message) ? [] : [message]))
    const { client, lateMs, drainMs, clock } = this.#options
    const grace = new Deadline(lateMs, clock)
    // With the budget of a drain: a slow join must not hide that the message was there all along.
    const lookMs = Math.max(lateMs, drainMs)
    const looking = lookBack(client, { topic: this.topic, fence: this.#fence, end, timeoutMs: lookMs, clock })
    const isLate = await this.#until(() => this.#matching(where).length >= count, grace)
    const before = (await looking).filter(where)
    const taken = this.inbox.all().flatMap(({ message, claimed }) => (claimed && where(message) ? [message] : []))
    const missing: Missing = { kind: 'missing', wanted: count, matched: found, others, taken, before, timeoutMs, proof }
    if (!isLate) return missing
    const late = this.inbox
      .unclaimed()
      .filter(({ message }) => where(message) && !liesBelow(end, message.partition, message.offset))
    const byMs = Math.max(0, ...late.map(({ arrivedAtMs }) => arrivedAtMs - passedAt))
    return { ...missing, late: { messages: late.map(({ message }) => message), byMs } }
  }

  /** Waits until `done` holds or the deadline passes; tells which. */
  async #until(done: () => boolean, deadline: Deadline): Promise<boolean> {
    if (done()) return true
    let stop = () => {}
    const changed = new Promise<void>((resolve, reject) => {
      stop = this.inbox.onChange(() => {
        try {
          if (done()) resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
    await deadline.race(changed, () => undefined).finally(stop)
    return done()
  }

  /**
   * Reads the ends of the log now and waits until the reader has passed them: behind a transaction that is open, anything
   * may lie that was there.
   */
  async #drained(waitedMs: number): Promise<Ends | NotDrained> {
    const { client, drainMs, clock } = this.#options
    const budget = new Deadline(drainMs, clock)
    const positionBefore = new Map(this.#reader.position)
    const askedAt = clock.now()
    const ends = await client.topicEnds(this.topic, drainMs).catch(reasonOf)
    if (typeof ends === 'string') return this.#notDrained(by(ends), waitedMs)
    const { stable } = ends
    const end = { stable, written: latest(stable, ends.high), tookMs: clock.now() - askedAt }
    if (stable.size > 0) this.#topicAppeared(ends)
    if (this.#isGone(ends, positionBefore)) return this.#notDrained(deleted, waitedMs, stable)
    const added = [...stable.keys()].filter((partition) => !this.#reader.position.has(partition))
    if (added.length > 0) this.#reader.renew(added)
    if (this.#hasSeen(end.written)) return end
    await this.#until(() => this.#reader.hasEnded || this.#hasSeen(end.written), budget)
    // Another one may have been made meanwhile, and the reader have come to these offsets in that one.
    const idMs = Math.max(budget.remainingMs(), topicIdMs)
    const now = await client.topicId(this.topic, idMs).catch((error: unknown) => ({ reason: reasonOf(error) }))
    if (typeof now === 'object') return this.#notDrained(by(now.reason), waitedMs, stable)
    if (isAnother(this.#topicId, now)) return this.#notDrained(deleted, waitedMs, stable)
    return this.#hasSeen(end.written) ? end : this.#notDrained(this.#whyNot(ends, waitedMs), waitedMs, end.written)
  }

  #whyNot({ stable, high }: TopicEnds, waitedMs: number): Why {
    const { client, drainMs } = this.#options
    if (!this.#hasSeen(stable)) {
      return by(this.#reader.failure ?? client.lastErrorWithin(waitedMs + drainMs) ?? 'nothing')
    }
    const reason = `an open transaction holds back ${distanceBetween(stable, high)} offsets`
    return { cause: 'open-transaction', reason }
  }

  #notDrained(why: Why, waitedMs: number, end?: Offsets): NotDrained {
    const { client, drainMs } = this.#options
    return {
      kind: 'not-drained',
      ...why,
      brokers: client.brokers,
      ...(end === undefined ? {} : { end }),
      waitedMs,
      budgetMs: drainMs,
      proof: this.proof(),
    }
  }

  /** What lies before the fence needs not be seen: a transaction may keep it back for ever. */
  #hasSeen(end: Offsets): boolean {
    return hasReached(latest(this.#fence, this.#reader.position), end)
  }

  /** The topic was deleted, and perhaps made again under its name. */
  #isGone({ high, topicId }: TopicFence, positionBefore: Offsets): boolean {
    if (this.#topicExists && high.size === 0) return true
    return isAnother(this.#topicId, topicId) || wentBack(this.#fence, high) || wentBack(positionBefore, high)
  }

  #watchTopic(): void {
    this.#watch = setTimeout(async () => {
      const ends = await this.#options.client.topicFence(this.topic).catch(() => undefined)
      if (this.#closed || this.#topicExists) return
      if (ends !== undefined && ends.high.size > 0) this.#topicAppeared(ends)
      else this.#watchTopic()
    }, topicWatchMs)
  }

  /** A topic that came after the fence counts from its first record on. */
  #topicAppeared({ high, topicId }: TopicFence): void {
    if (this.#topicExists || this.#closed) return
    this.#topicExists = true
    this.#topicId = topicId
    clearTimeout(this.#watch)
    this.#reader.start(new Map([...high.keys()].map((partition) => [partition, 0])), topicId)
  }
}

function by(reason: string): Why {
  return { cause: 'other', reason }
}

function reasonOf(error: unknown): string {
  if (error instanceof KataError && typeof error.facts.reason === 'string') return error.facts.reason
  return error instanceof Error ? error.message : String(error)
}
