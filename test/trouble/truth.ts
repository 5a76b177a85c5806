// What really is in a log, told by kcat (librdkafka): a client that was not written here and joins no group.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Offsets } from '../../support/kafka/index.js'

const execute = promisify(execFile)
const timeoutMs = 60_000

/** A record that is committed, or was written outside of a transaction. */
export interface Fact {
  readonly partition: number
  readonly offset: number
  /** As it was written. */
  readonly value: string
}

/** Everything of a topic from some offsets on, in the order of the offsets of each partition. */
export async function truthFrom(bootstrap: string, topic: string, from: Offsets): Promise<readonly Fact[]> {
  const read = await Promise.all(
    [...from].map(([partition, offset]) => readPartition(bootstrap, topic, partition, offset)),
  )
  return read.flat()
}

async function readPartition(
  bootstrap: string,
  topic: string,
  ...[partition, offset]: readonly [number, number]
): Promise<readonly Fact[]> {
  const where = ['-b', bootstrap, '-C', '-t', topic, '-p', String(partition), '-o', String(offset)]
  const options = ['-X', 'isolation.level=read_committed', '-X', 'allow.auto.create.topics=false']
  const format = ['-e', '-q', '-f', '%o %s\\n']
  const { stdout } = await execute('kcat', [...where, ...options, ...format], {
    timeout: timeoutMs,
    maxBuffer: 256 * 1024 * 1024,
  })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.indexOf(' ')
      return { partition, offset: Number(line.slice(0, space)), value: line.slice(space + 1) }
    })
}
