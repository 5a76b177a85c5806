// The memory of one scenario. It holds; what is done with it stands in the files beside this one, a noun each.

import { World } from '@cucumber/cucumber'
import type { Citizen, Headers } from '../digit/index.js'
import { createHttp, type Exchange, type Http } from '../http/index.js'
import { type KafkaClient, type Message, ownReaders, type Readers, type Subscription } from '../kafka/index.js'
import { noHoldings } from '../open-finance/index.js'
import { KataError, nearest } from '../shared/index.js'
import { listed, type Trigger } from '../verdict/index.js'
import { currentWorker, type Worker } from './current-worker.js'
import type { Watch } from './deliveries.js'
import { allowStep } from './run-step.js'

/** A call that changes something, one that only looks, or a record of the scenario's own. */
export interface Cause extends Trigger {
  readonly kind: 'call' | 'look' | 'publish'
  /** Whom a call went to. */
  readonly service?: string
}

/** The message of a one-time password, the channel that it came by, whom it went to, and for which tenant it was asked. */
export interface SentOtp {
  readonly citizen: Citizen
  readonly message: Message
  readonly channel: 'otp-sms' | 'otp-email'
  readonly tenantId: string
}

/** The world of every step. */
export class KataWorld extends World {
  /** What the features call variables: `message`, `response`, `mobile`, and everything that was kept. */
  readonly variables = new Map<string, unknown>()
  /** Every HTTP call of the scenario that was answered, in the order of the answers. */
  readonly exchanges: Exchange[] = []
  /** What the errors of the other calls say as data. */
  readonly unanswered: Readonly<Record<string, unknown>>[] = []
  /** By topic: subscribing twice is one subscription with its first fence. */
  readonly subscriptions = new Map<string, Subscription>()
  /** By sink: from which delivery on the scenario looks. */
  readonly watches = new Map<string, Watch>()
  readonly citizens: Citizen[] = []
  /** What the scenario has at the transmitter of Open Finance. */
  readonly openFinance = noHoldings()
  /** The one-time passwords that have been sent, in the order in which the steps took them; the last is "the OTP". */
  readonly otps: SentOtp[] = []
  /** What the next request carries beside its body. */
  nextHeaders: Headers = {}
  /** By topic: what the evidence has to say beside offsets. */
  readonly notes = new Map<string, readonly string[]>()
  /** SHA-256 by name of every schema that judged a message. */
  readonly schemas = new Map<string, string>()
  /** The step that runs, as the feature has it. */
  stepText = ''
  /** How many steps that judge have passed. */
  judged = 0
  /** Everything that may have caused messages, in order. */
  readonly causes: Cause[] = []
  /** How many causes there were when a subscription was made. */
  readonly causesBefore = new Map<Subscription, number>()
  /** How many causes there were when a message was taken. */
  readonly causesOf = new WeakMap<Message, number>()
  /** On the steady clock: when the running step is given up; a step that waits moves it. */
  stepLimitAt = Number.POSITIVE_INFINITY
  #tenantId: string | undefined
  #kafka: KafkaClient | undefined
  #http: Http | undefined
  readonly #serviceUrls = new Map<string, string>()
  readonly #stands = new Map<string, string>()
  readonly #closing: { readonly name: string; readonly close: () => unknown }[] = []

  get worker(): Worker {
    return currentWorker()
  }

  get kafka(): KafkaClient {
    return this.#kafka ?? this.worker.kafka
  }

  /** Where subscriptions get their readers from. */
  get readers(): Readers {
    return this.#kafka === undefined ? this.worker.readers : ownReaders(this.#kafka.consumers())
  }

  /** Whoever calls by it gives its step the time that a call may take. */
  get http(): Http {
    this.#http ??= this.httpWithin(this.worker.settings.timeouts.httpMs)
    return this.#http
  }

  /** The same for calls that may take another time. */
  httpWithin(timeoutMs: number): Http {
    const http = createHttp({ timeoutMs })
    return {
      send: (request) => {
        allowStep(this, timeoutMs)
        return http.send(request)
      },
    }
  }

  get tenantId(): string {
    return this.#tenantId ?? this.worker.settings.tenantId
  }

  set tenantId(tenantId: string) {
    this.#tenantId = tenantId
    this.variables.set('tenant', tenantId)
  }

  /** Whether no other scenario uses its tenant. */
  get hasOwnTenant(): boolean {
    return this.#tenantId !== undefined
  }

  readonly mask = (text: string): string => this.worker.mask.text(text)

  /** From here on the scenario talks to a Kafka of its own; it is closed with the scenario. */
  useKafka(brokers: readonly string[]): void {
    const kafka = this.worker.connect(brokers, `own-${brokers.join('-').replace(/\D+/g, '-')}-`)
    this.#kafka = kafka
    this.onClose('own connection to Kafka', () => kafka.close(2000))
  }

  /** From here on the scenario calls that instance of a service. */
  useService(name: string, url: string): void {
    this.#serviceUrls.set(name, url)
    this.#stands.delete(name)
  }

  /** From here on another service stands for that one, with its control calls. KataError SERVICE_UNKNOWN. */
  useInstead(of: string, other: string): void {
    this.serviceUrl(other)
    this.#stands.set(of, other)
    this.#stands.set(`${of}-control`, `${other}-control`)
  }

  /** Base URL of a service, or of what stands for it. KataError SERVICE_UNKNOWN. */
  serviceUrl(asked: string): string {
    const { services, environment } = this.worker.settings
    const name = this.#stands.get(asked) ?? asked
    const url = this.#serviceUrls.get(name) ?? (Object.hasOwn(services, name) ? services[name] : undefined)
    if (url !== undefined) return url
    const known = Object.keys(services)
    const [nearName] = nearest(known, name)
    const near = nearName === undefined ? 'Correct the name, or ' : `Write ${nearName}, or `
    throw new KataError('SERVICE_UNKNOWN', {
      couldNot: `The service "${name}" could not be called.`,
      found: `The environment "${environment}" knows ${listed(known) || 'no services'}.`,
      todo: `${near}add it to kata.config.yaml; \`@needs=${name}\` skips the scenario where it is missing.`,
      facts: { service: name, environment },
    })
  }

  /** "The message" of a sentence. KataError NOTHING_KEPT. */
  message(): Message {
    const message = this.variables.get('message')
    if (message !== undefined) return message as Message
    throw new KataError('NOTHING_KEPT', {
      couldNot: 'The step speaks of "the message", but the scenario has none yet.',
      found: 'No step before it has taken a message out of a subscription.',
      todo: 'Put a line such as `Then a message arrives on "…"` before it.',
    })
  }

  /** "The response" of a sentence, or the answer to the latest call of one service. KataError NOTHING_KEPT. */
  exchange(service?: string): Exchange {
    const isMeant = (call: { readonly service?: unknown }) => service === undefined || call.service === service
    const exchange = this.exchanges.findLast(isMeant)
    const unanswered = this.unanswered.findLast(isMeant)
    if (unanswered !== undefined && !(Date.parse(String(unanswered.startedAt)) < Number(exchange?.startedAt))) {
      throw notAnswered(unanswered)
    }
    if (exchange !== undefined) return exchange
    throw new KataError('NOTHING_KEPT', {
      couldNot: 'The step speaks of "the response", but the scenario has none yet.',
      found: 'No step before it has called a service.',
      todo: 'Put a line such as `When a "login" OTP is requested` before it.',
    })
  }

  /** The call or the publish after which messages are awaited. */
  get trigger(): Trigger | undefined {
    return this.causes.at(-1)
  }

  /** Registers what has to be closed when the scenario ends; the last one first. */
  onClose(name: string, close: () => unknown): void {
    this.#closing.push({ name, close })
  }

  /** Closes everything that the scenario opened; what fails is a warning. */
  async close(): Promise<void> {
    for (const { name, close } of this.#closing.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        this.worker.warn(`The ${name} was not closed: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
}

function notAnswered({ method, url }: Readonly<Record<string, unknown>>): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step speaks of "the response", but the latest call was not answered.',
    found: `That call is ${method} ${new URL(String(url)).pathname}; an answer from before is none to it.`,
    todo: 'Judge what the call caused, or put the step before it.',
  })
}
