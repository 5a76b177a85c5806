// What one worker has once and all its scenarios share: the settings, the catalogue, the mask, Kafka, the numbers.

import { fileURLToPath } from 'node:url'
import {
  appendLeftGroup,
  appendWarning,
  createLeases,
  type Leases,
  type Place,
  receive,
  type Settings,
} from '../config/index.js'
import { type Catalogue, loadCatalogue } from '../contract/index.js'
import { KafkaClient, ownReaders, type Readers, sharedReaders } from '../kafka/index.js'
import { createMask, type Mask } from '../shared/index.js'

/** The memory of one worker. */
export interface Worker {
  readonly settings: Settings
  readonly place: Place
  readonly mask: Mask
  readonly catalogue: Catalogue
  readonly leases: Leases
  readonly kafka: KafkaClient
  /** Where subscriptions on `kafka` get their readers from, as the setting `reader` says. */
  readonly readers: Readers
  /** A Kafka of a scenario's own, whose groups are told apart by `name`. */
  connect(brokers: readonly string[], name: string): KafkaClient
  /** Leaves a line for the summary of the run; masked here. It never throws. */
  warn(text: string): void
}

const schemas = fileURLToPath(new URL('../../schemas', import.meta.url))
/** How long the end of the run waits for readers that are being taken down, in milliseconds. */
const closeMs = 10_000

let worker: Worker | undefined

/** The worker of this process, made on first use: a dry run never needs it. */
export function currentWorker(): Worker {
  worker ??= createWorker()
  return worker
}

/** Ends what the worker opened, if it ever did. */
export async function closeWorker(): Promise<void> {
  worker?.readers.close()
  await worker?.kafka.close(closeMs)
  worker = undefined
}

function createWorker(): Worker {
  const { settings, secrets, run, place } = receive()
  const mask = createMask({ byPattern: false })
  for (const secret of secrets) mask.registerSecret(secret)
  const warn = (text: string) => appendWarning({ run, place }, mask.text(text))
  const leaves = (groupId: string) => appendLeftGroup({ run, place }, groupId)
  const onToken = (token: string) => mask.registerSecret(token)
  const connect = (brokers: readonly string[], name: string) => {
    const groupPrefix = `kata-${run.id}-${place.shard}-${place.worker}-${name}`
    const { tls, sasl } = settings.kafka
    const security = { ...(tls === undefined ? {} : { tls }), ...(sasl === undefined ? {} : { sasl }) }
    const { drainMs: callMs } = settings.timeouts
    return new KafkaClient({ brokers, groupPrefix, warn, leaves, onToken, callMs, ...security })
  }
  const kafka = connect(settings.kafka.brokers, '')
  const lifetime = settings.reader === 'worker' ? sharedReaders : ownReaders
  return {
    settings,
    place,
    mask,
    catalogue: loadCatalogue(schemas),
    leases: createLeases(settings, place),
    kafka,
    readers: lifetime(kafka.consumers()),
    connect,
    warn,
  }
}
