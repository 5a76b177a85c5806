// One node of Apache Kafka in a folder of its own, for as long as a test needs it.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Distribution } from './distribution.js'
import { type KafkaProcess, logOf, notStarted, startProcess } from './kafka-process.js'
import { freePorts } from './ports.js'
import { type Properties, propertiesText, singleNode } from './properties.js'

export interface KafkaOptions {
  /** Made for it, and removed when it stops. */
  readonly folder: string
  /** Over those of a single node. */
  readonly properties?: Properties
  /** Further listeners by name, with the protocol that Kafka knows them by, such as `SASL_SSL`; none by default. */
  readonly listeners?: Readonly<Record<string, string>>
}

export interface RunningKafka {
  /** `127.0.0.1:PORT` */
  readonly bootstrap: string
  /** The same of each further listener, by its name. */
  readonly addresses: Readonly<Record<string, string>>
  /** From the start of the process to its first answer. */
  readonly readyMs: number
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const attempts = 3

/** Starts a node on free ports of 127.0.0.1. KataError ENVIRONMENT_NOT_UP with the end of its log. */
export async function startKafka(distribution: Distribution, options: KafkaOptions): Promise<RunningKafka> {
  for (let attempt = 1; ; attempt++) {
    const started = await tryStart(distribution, options)
    if ('bootstrap' in started) return started
    const log = logOf(options.folder)
    rmSync(options.folder, { recursive: true })
    // Another process may have taken a port since it was found to be free.
    if (attempt < attempts && log.includes('Address already in use')) continue
    throw notStarted(distribution, started, log)
  }
}

async function tryStart(distribution: Distribution, options: KafkaOptions): Promise<RunningKafka | KafkaProcess> {
  const { folder, properties = {} } = options
  const further = Object.entries(options.listeners ?? {})
  const [port = 0, controllerPort = 0, ...ports] = await freePorts(2 + further.length)
  const listeners = Object.fromEntries(
    further.map(([name, protocol], index) => [name, { port: ports[index] ?? 0, protocol }]),
  )
  const storage = join(folder, 'storage')
  mkdirSync(folder, { recursive: true })
  cpSync(distribution.storage, storage, { recursive: true })
  writeFileSync(
    join(folder, 'server.properties'),
    propertiesText({ ...singleNode({ port, controllerPort, storage, listeners }), ...properties }),
  )
  const started = performance.now()
  const node = startProcess(distribution, folder, { writesArchive: true })
  const isReady = await node.untilReady(port)
  const readyMs = performance.now() - started
  if (isReady) {
    const addresses = Object.fromEntries(Object.entries(listeners).map(([name, at]) => [name, `127.0.0.1:${at.port}`]))
    return { bootstrap: `127.0.0.1:${port}`, addresses, readyMs, stop: () => stop(node, distribution, folder) }
  }
  const { hasEnded } = node
  const ended = hasEnded()
  await node.kill()
  return { ...node, hasEnded: () => ended }
}

/** Its data is thrown away, so nothing is lost by a kill; only for the archive of classes it must end by itself. */
async function stop(node: KafkaProcess, { archive }: Distribution, folder: string): Promise<void> {
  if (!existsSync(archive)) await node.end()
  await node.kill()
  rmSync(folder, { recursive: true })
}
