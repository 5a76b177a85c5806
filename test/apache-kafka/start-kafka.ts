// One node of Apache Kafka as a process of its own, in a folder of its own, for as long as a test needs it.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { KataError } from '../../support/shared/index.js'
import type { Distribution } from './distribution.js'
import { answersKafka, freePorts } from './ports.js'
import { type Properties, propertiesText, singleNode } from './properties.js'

export interface KafkaOptions {
  /** Made for it, and removed when it stops. */
  readonly folder: string
  /** Over those of a single node. */
  readonly properties?: Properties
}

export interface RunningKafka {
  /** `127.0.0.1:PORT` */
  readonly bootstrap: string
  /** From the start of the process to its first answer. */
  readonly readyMs: number
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const readyTimeoutMs = 60_000
const attempts = 3

/** Starts a node on free ports of 127.0.0.1. KataError ENVIRONMENT_NOT_UP with the end of its log. */
export async function startKafka(distribution: Distribution, options: KafkaOptions): Promise<RunningKafka> {
  for (let attempt = 1; ; attempt++) {
    const started = await tryStart(distribution, options)
    if ('bootstrap' in started) return started
    rmSync(options.folder, { recursive: true })
    // Another process may have taken a port since it was found to be free.
    if (attempt < attempts && started.log.includes('Address already in use')) continue
    throw new KataError('ENVIRONMENT_NOT_UP', {
      couldNot: `Apache Kafka ${distribution.version} could not be started.`,
      found: [started.found, ...started.log.trim().split('\n').slice(-5)].join('\n  '),
      todo: 'Look for the cause in these lines of its log.',
    })
  }
}

interface NotStarted {
  readonly found: string
  readonly log: string
}

async function tryStart(distribution: Distribution, options: KafkaOptions): Promise<RunningKafka | NotStarted> {
  const { folder, properties = {} } = options
  const [port = 0, controllerPort = 0] = await freePorts(2)
  const storage = join(folder, 'storage')
  mkdirSync(folder, { recursive: true })
  cpSync(distribution.storage, storage, { recursive: true })
  writeFileSync(
    join(folder, 'server.properties'),
    propertiesText({ ...singleNode({ port, controllerPort, storage }), ...properties }),
  )
  const started = performance.now()
  const node = spawnNode(distribution, folder)
  const isReady = await untilReady(node.child, port)
  const readyMs = performance.now() - started
  if (isReady) return { bootstrap: `127.0.0.1:${port}`, readyMs, stop: () => stop(node, folder) }
  const found = hasEnded(node.child) ? 'The process ended:' : `It did not answer within ${readyTimeoutMs} ms:`
  await kill(node.child)
  return { found, log: readFileSync(join(folder, 'kafka.log'), 'utf8') }
}

interface Node {
  readonly child: ChildProcess
  /** Where the archive of classes is written at its end, and where it belongs; missing where there is one. */
  readonly archive?: { readonly written: string; readonly place: string }
}

function spawnNode({ java, archive }: Distribution, folder: string): Node {
  const written = join(folder, 'classes.jsa')
  const isThere = existsSync(archive)
  const classes = isThere ? `-XX:SharedArchiveFile=${archive}` : `-XX:ArchiveClassesAtExit=${written}`
  const log = openSync(join(folder, 'kafka.log'), 'a')
  const args = [classes, ...java.options, 'kafka.Kafka', 'server.properties']
  const child = spawn(java.command, args, { cwd: folder, stdio: ['ignore', log, log] })
  closeSync(log)
  return isThere ? { child } : { child, archive: { written, place: archive } }
}

async function untilReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + readyTimeoutMs
  while (!hasEnded(child) && performance.now() < deadline) {
    if (await answersKafka(port)) return true
    await pause(20)
  }
  return false
}

const archiveTimeoutMs = 60_000

/** Its data is thrown away, so nothing is lost by a kill; only for the archive of classes it must end by itself. */
async function stop({ child, archive }: Node, folder: string): Promise<void> {
  if (archive !== undefined && !hasEnded(child)) {
    child.kill('SIGTERM')
    await once(child, 'exit', { signal: AbortSignal.timeout(archiveTimeoutMs) }).catch(() => undefined)
    if (existsSync(archive.written)) keepArchive(archive.written, archive.place)
  }
  await kill(child)
  rmSync(folder, { recursive: true })
}

/** Copied beside its place first: the cache may be on another disk, and is never to hold half an archive. */
function keepArchive(written: string, place: string): void {
  const beside = `${place}.${process.pid}`
  cpSync(written, beside)
  renameSync(beside, place)
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
