// The process of one node: started in its folder, waited for, ended. What is in the folder is somebody else's.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, cpSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { KataError } from '../../support/shared/index.js'
import { endWithMe } from '../end-with-me.js'
import type { Distribution } from './distribution.js'
import { answersKafka } from './ports.js'

/** A node that runs, or has ended. */
export interface KafkaProcess {
  /** Whether it answers as a broker; false where it ended instead, or took too long. */
  untilReady(port: number): Promise<boolean>
  /** SIGTERM: it hands over what it leads, writes everything to its logs, and may write the archive of classes. */
  end(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  hasEnded(): boolean
}

const readyTimeoutMs = 120_000
const endTimeoutMs = 60_000

/**
 * Starts the node of a folder that holds `server.properties`; its output goes to `kafka.log` there.
 *
 * @param options.writesArchive whether it may write the archive of classes when it is ended; where there is one, it is used
 */
export function startProcess(
  distribution: Distribution,
  folder: string,
  { writesArchive }: { readonly writesArchive: boolean },
): KafkaProcess {
  const archive = archiveOf(distribution, folder, writesArchive)
  const log = openSync(join(folder, 'kafka.log'), 'a')
  const { java } = distribution
  const args = [...archive.options, ...java.options, 'kafka.Kafka', 'server.properties']
  const child = spawn(java.command, args, { cwd: folder, stdio: ['ignore', log, log] })
  endWithMe(child)
  closeSync(log)
  return {
    untilReady: (port) => untilReady(child, port),
    async end() {
      if (hasEnded(child)) return
      child.kill('SIGTERM')
      await once(child, 'exit', { signal: AbortSignal.timeout(endTimeoutMs) }).catch(() => undefined)
      archive.keep()
      await kill(child)
    },
    kill: () => kill(child),
    hasEnded: () => hasEnded(child),
  }
}

/** KataError ENVIRONMENT_NOT_UP with the end of the node's log. */
export function notStarted({ version }: Distribution, { hasEnded }: KafkaProcess, log: string): KataError {
  const found = hasEnded() ? 'The process ended:' : `It did not answer within ${readyTimeoutMs} ms:`
  return new KataError('ENVIRONMENT_NOT_UP', {
    couldNot: `Apache Kafka ${version} could not be started.`,
    found: [found, ...log.trim().split('\n').slice(-5)].join('\n  '),
    todo: 'Look for the cause in these lines of its log.',
  })
}

/** What the process of a folder has said so far. */
export function logOf(folder: string): string {
  return readFileSync(join(folder, 'kafka.log'), 'utf8')
}

interface Archive {
  readonly options: readonly string[]
  /** Puts what the process has written at its end into its place. */
  keep(): void
}

function archiveOf({ archive }: Distribution, folder: string, mayWrite: boolean): Archive {
  if (existsSync(archive)) return { options: [`-XX:SharedArchiveFile=${archive}`], keep() {} }
  if (!mayWrite) return { options: [], keep() {} }
  const written = join(folder, 'classes.jsa')
  return {
    options: [`-XX:ArchiveClassesAtExit=${written}`],
    keep() {
      if (existsSync(written)) keepArchive(written, archive)
    },
  }
}

/** Copied beside its place first: the cache may be on another disk, and is never to hold half an archive. */
function keepArchive(written: string, place: string): void {
  const beside = `${place}.${process.pid}`
  cpSync(written, beside)
  renameSync(beside, place)
}

async function untilReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + readyTimeoutMs
  while (!hasEnded(child) && performance.now() < deadline) {
    if (await answersKafka(port)) return true
    await pause(20)
  }
  return false
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
