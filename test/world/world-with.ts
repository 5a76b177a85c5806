// A world of one scenario as cucumber would make it, with a worker of its own instead of the process's.

import { fileURLToPath } from 'node:url'
import type { IWorldOptions } from '@cucumber/cucumber'
import { createLeases, type Settings } from '../../support/config/index.js'
import { loadCatalogue } from '../../support/contract/index.js'
import { KafkaClient, ownReaders } from '../../support/kafka/index.js'
import { createMask } from '../../support/shared/index.js'
import { KataWorld } from '../../support/world/world.js'
import { settingsWith } from '../config/settings-with.js'

const catalogue = loadCatalogue(fileURLToPath(new URL('../../schemas', import.meta.url)))

export interface Attachment {
  readonly type: string
  readonly data: unknown
}

/** The world, and what it left: attachments with their JSON parsed, warnings for the summary. */
export function worldWith(settings: Partial<Settings> = {}) {
  const attachments: Attachment[] = []
  const warnings: string[] = []
  const attach = (text: string, type: string) => attachments.push({ type, data: JSON.parse(text) })
  const worker = workerWith(settingsWith(settings), warnings)
  class TestWorld extends KataWorld {
    override get worker() {
      return worker
    }
  }
  const world = new TestWorld({ attach, log: () => {}, link: () => {}, parameters: {} } as unknown as IWorldOptions)
  return { world, worker, attachments, warnings }
}

function workerWith(settings: Settings, warnings: string[]) {
  const place = { worker: 0, workers: 1, shard: 0, shards: 1 }
  const warn = (text: string) => void warnings.push(text)
  const connect = (brokers: readonly string[], name: string) =>
    new KafkaClient({ brokers, groupPrefix: `kata-world-${name}`, warn, callMs: settings.timeouts.drainMs })
  const kafka = connect(settings.kafka.brokers, '')
  return {
    settings,
    place,
    catalogue,
    leases: createLeases(settings, place),
    mask: createMask({ byPattern: false }),
    kafka,
    readers: ownReaders(kafka.consumers()),
    connect,
    warn,
  }
}

/** What a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
