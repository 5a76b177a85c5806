// Drives kcat (librdkafka, a client in C) against an embedded broker. Prints one line per check. Exits 1 at the first
// check that fails, 2 when there is no kcat. Run it by: node --import tsx test/kcat/kcat.ts
import { deepStrictEqual } from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { type Broker, startBroker } from '../../broker/index.js'

interface Output {
  readonly stdout: string
  readonly stderr: string
}

/** Runs kcat; `input` becomes its standard input. Rejects with what it printed when it exits other than 0. */
type Kcat = (args: readonly string[], input?: string) => Promise<Output>

interface Check {
  readonly name: string
  readonly run: (kcat: Kcat, broker: Broker) => Promise<void>
}

const timeoutMs = 30_000
const lines = Array.from({ length: 200 }, (_, index) => `message number ${index} that repeats itself`)
const text = (messages: readonly string[]) => messages.map((message) => `${message}\n`).join('')

const checks: readonly Check[] = [
  {
    name: 'the broker and its topics are listed',
    async run(kcat, broker) {
      broker.createTopic('listed', { partitions: 2 })
      const { stdout } = await kcat(['-L', '-J'])
      const { brokers, topics } = JSON.parse(stdout) as Record<string, unknown[]>
      const partition = (index: number) => ({
        partition: index,
        leader: 1,
        replicas: [{ id: 1 }],
        isrs: [{ id: 1 }],
      })
      deepStrictEqual(brokers, [{ id: 1, name: broker.bootstrap }])
      deepStrictEqual(topics, [{ topic: 'listed', partitions: [partition(0), partition(1)] }])
    },
  },
  {
    name: 'key, headers and value come back',
    async run(kcat) {
      const sent = ['-P', '-t', 'letters', '-p', '0', '-K:', '-H', 'trace=abc', '-H', 'empty=']
      await kcat(sent, 'k1:v1\nk2:v2\n')
      const { stdout } = await kcat([...fromBeginning('letters'), '-f', '%p %o %k %s %h\n'])
      deepStrictEqual(stdout, '0 0 k1 v1 trace=abc,empty=\n0 1 k2 v2 trace=abc,empty=\n')
    },
  },
  ...['gzip', 'snappy', 'lz4', 'zstd'].map((codec) => ({
    name: `batches compressed by ${codec} go in and come out, compressed`,
    async run(kcat: Kcat) {
      const topic = `codec-${codec}`
      const { stderr } = await kcat(['-P', '-t', topic, '-p', '0', '-z', codec, '-X', 'debug=msg'], text(lines))
      deepStrictEqual(/does not support/.test(stderr), false, stderr)
      const { stdout } = await kcat([...fromBeginning(topic)])
      deepStrictEqual(stdout, text(lines))
    },
  })),
  {
    name: 'a group reads everything once, and goes on where it was',
    async run(kcat, broker) {
      broker.createTopic('grouped', { partitions: 3 })
      await kcat(['-P', '-t', 'grouped', '-p', '1'], text(lines))
      const group = ['-G', 'kcats', '-X', 'auto.offset.reset=earliest', '-X', 'check.crcs=true', '-e', 'grouped']
      deepStrictEqual((await kcat(group)).stdout, text(lines))
      await kcat(['-P', '-t', 'grouped', '-p', '1'], 'one more\n')
      deepStrictEqual((await kcat(group)).stdout, 'one more\n')
      deepStrictEqual(broker.groups().find(({ groupId }) => groupId === 'kcats')?.state, 'Empty')
    },
  },
  {
    name: 'offsets are found by end and by time',
    async run(kcat) {
      await kcat(['-P', '-t', 'timed', '-p', '0'], 'one\ntwo\n')
      deepStrictEqual((await kcat(['-Q', '-t', 'timed:0:-1'])).stdout, 'timed [0] offset 2\n')
      deepStrictEqual((await kcat(['-Q', '-t', 'timed:0:-2'])).stdout, 'timed [0] offset 0\n')
      deepStrictEqual((await kcat(['-Q', '-t', 'timed:0:1000'])).stdout, 'timed [0] offset 0\n')
    },
  },
  {
    name: 'an idempotent producer is served',
    async run(kcat) {
      await kcat(['-P', '-t', 'once', '-p', '0', '-X', 'enable.idempotence=true'], text(lines))
      deepStrictEqual((await kcat(fromBeginning('once'))).stdout, text(lines))
    },
  },
  {
    name: 'a log append time is told as such',
    async run(kcat, broker) {
      broker.createTopic('stamped', { partitions: 1, configs: { 'message.timestamp.type': 'LogAppendTime' } })
      await kcat(['-P', '-t', 'stamped'], 'one\n')
      const { stdout } = await kcat([...fromBeginning('stamped'), '-J'])
      deepStrictEqual((JSON.parse(stdout) as { tstype: string }).tstype, 'logappend')
    },
  },
  {
    name: 'a message that is too large is refused',
    async run(kcat, broker) {
      broker.createTopic('small', { partitions: 1, configs: { 'max.message.bytes': '100' } })
      const refused = await kcat(['-P', '-t', 'small'], `${'x'.repeat(200)}\n`).then(
        () => 'accepted',
        (error: Error) => error.message,
      )
      deepStrictEqual(/Message size too large/.test(refused), true, refused)
    },
  },
]

function fromBeginning(topic: string): readonly string[] {
  return ['-C', '-t', topic, '-o', 'beginning', '-e', '-X', 'check.crcs=true']
}

function kcatFor(broker: Broker): Kcat {
  return (args, input = '') => {
    const all = ['-b', broker.bootstrap, '-X', 'broker.address.family=v4', ...args]
    return new Promise((resolve, reject) => {
      const child = execFile('kcat', all, { timeout: timeoutMs }, (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr })
        else reject(new Error(`kcat ${args.join(' ')}: ${error.message}\n${stderr}`))
      })
      child.stdin?.end(input)
    })
  }
}

async function main(): Promise<number> {
  try {
    console.log(
      execFileSync('kcat', ['-V'], { encoding: 'utf8' }).match(/^Version.*$/m)?.[0] ?? 'kcat of an unknown version',
    )
  } catch {
    console.error(
      'There is no kcat on this machine.\nkcat was looked for on the PATH.\nInstall it: apt-get install kcat',
    )
    return 2
  }
  const broker = await startBroker()
  const kcat = kcatFor(broker)
  let passed = 0
  try {
    for (const { name, run } of checks) {
      const startedAt = performance.now()
      try {
        await run(kcat, broker)
      } catch (error) {
        console.error(`not ok  ${name}\n${error instanceof Error ? error.message : String(error)}`)
        console.log(`${passed} passed, 1 failed`)
        return 1
      }
      passed++
      console.log(`ok      ${name} (${Math.round(performance.now() - startedAt)} ms)`)
    }
    console.log(`${passed} passed, 0 failed`)
  } finally {
    await broker.close()
  }
  return 0
}

process.exitCode = await main()
