// What `npm run test:kafka` says on a machine that lacks something. The machine is one whose PATH leads nowhere, or to a
// java that only tells its version.

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const machine = mkdtempSync(join(tmpdir(), 'kata-test-machine-'))
const bin = join(machine, 'bin')

beforeEach(() => {
  for (const folder of [bin, join(machine, 'tmp')]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
  }
})
afterAll(() => rmSync(machine, { recursive: true }))

function installJava(version: string): void {
  writeFileSync(join(bin, 'java'), `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, { mode: 0o755 })
}

async function testKafka(...args: readonly string[]): Promise<{ exitCode: number | null; output: readonly string[] }> {
  const env = { PATH: bin, TMPDIR: join(machine, 'tmp'), XDG_CACHE_HOME: join(machine, 'cache') }
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/apache-kafka/run.ts', ...args], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
  }
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exitCode, output: output.replaceAll(machine, '<machine>').trimEnd().split('\n') }
}

describe('test:kafka', () => {
  it('without Java says so and ends with 2', async () => {
    expect(await testKafka()).toEqual({
      exitCode: 2,
      output: [
        'Apache Kafka 4.3.1 could not be started.',
        'There is no Java: "java" could not be run.',
        'Install Java 17 or newer, and name its folder by JAVA_HOME where PATH does not lead to it.',
      ],
    })
  })

  it('with a Java that is too old says so and ends with 2', async () => {
    installJava('11.0.25')
    expect(await testKafka('--kafka', '3.9.1')).toEqual({
      exitCode: 2,
      output: [
        'Apache Kafka 3.9.1 could not be started.',
        'There is Java 11.0.25, which is too old.',
        'Install Java 17 or newer, and name its folder by JAVA_HOME where PATH does not lead to it.',
      ],
    })
  })

  it('without Maven says so, ends with 2 and leaves nothing', async () => {
    installJava('21.0.1')
    expect(await testKafka()).toEqual({
      exitCode: 2,
      output: [
        'Maven fetches Apache Kafka 4.3.1 into <machine>/cache/kafka-kata/apache-kafka-4.3.1',
        'Apache Kafka 4.3.1 could not be started.',
        'Its jars are not in the cache, and there is no Maven to fetch them: PATH leads to no "mvn".',
        'Install Maven 3; it is needed once for each version of Kafka.',
      ],
    })
    expect(readdirSync(join(machine, 'cache/kafka-kata'))).toEqual([])
    expect(readdirSync(join(machine, 'tmp')).filter((name) => name.startsWith('kata-'))).toEqual([])
  })

  it('refuses arguments that it does not know', async () => {
    expect(await testKafka('--version', '3.9.1')).toMatchObject({ exitCode: 2 })
  })
})
