// `kata janitor` and `kata doctor` against a broker of its own, each in a process of its own.
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupsAt } from '../groups-at.js'
import { abandonedGroup } from '../joined-group.js'
import { kataCommand } from '../kata-command.js'
import { kataServed, type Standing } from '../kata-served.js'

let broker: Standing

beforeAll(async () => {
  broker = await kataServed('broker')
})

afterAll(async () => {
  await broker.end()
})

describe('kata janitor', () => {
  it('answers 1 while something is left over, deletes it with --yes, and answers 0 from then on', async () => {
    const { address } = broker
    const env = { KAFKA_BROKERS: address }
    await abandonedGroup(address, 'kata-1f3c-0-0-1')
    await abandonedGroup(address, 'billing')
    const title = `Groups whose name begins with "kata-" (environment external, ${address}):\n`
    expect(await kataCommand(['janitor', '--env', 'external'], env)).toEqual({
      exitCode: 1,
      stdout: `${title}  kata-1f3c-0-0-1  Empty  0 members  left over\n1 group: 1 left over.\nNothing was deleted: \`kata janitor --yes\` deletes what is left over.\n`,
      stderr: '',
    })
    expect(await kataCommand(['janitor', '--env', 'external', '--yes'], env)).toEqual({
      exitCode: 0,
      stdout: `${title}  kata-1f3c-0-0-1  Empty  0 members  deleted\n1 group: 1 deleted.\n`,
      stderr: '',
    })
    expect(await kataCommand(['janitor', '--env', 'external'], env)).toEqual({
      exitCode: 0,
      stdout: `No group has a name that begins with "kata-" (environment external, ${address}).\n`,
      stderr: '',
    })
    expect(await groupsAt(address)).toEqual(['billing'])
  })

  it('answers 2 in the embedded environment, and 3 where nobody listens', async () => {
    const embedded = await kataCommand(['janitor'], { KATA_ENV: 'embedded' })
    expect(embedded).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: [
        'There is nothing to tidy up in environment "embedded".',
        'Its broker is started for each run and ends with it: no group outlives a run.',
        'Name an environment with a Kafka of its own by --env.',
        'ARGUMENT_INVALID, see docs/errors.md',
        '',
      ].join('\n'),
    })
    const closed = await kataCommand(['janitor', '--env', 'external'], { KAFKA_BROKERS: '127.0.0.1:1' })
    expect(closed).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: [
        'Kafka could not be asked to list its groups.',
        'Brokers tried: 127.0.0.1:1.',
        'The client says: connect ECONNREFUSED 127.0.0.1:1',
        'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
        'KAFKA_UNREACHABLE, see docs/errors.md',
        '',
      ].join('\n'),
    })
  })
})

describe('kata doctor', () => {
  it('answers 0 where nothing is wrong, in the embedded environment and in one of its own', async () => {
    const embedded = await kataCommand(['doctor'], { KATA_ENV: 'embedded' })
    expect([embedded.exitCode, embedded.stderr]).toEqual([0, ''])
    const lines = withoutPorts(embedded.stdout).split('\n')
    // Topics and services come and go with the catalogue and the doubles; none of them is a problem.
    const ofThese = (line: string) => /^(?:ok|note) +(?:topic|reading|service) /.test(line)
    expect(lines.filter((line) => !ofThese(line)).map((line) => line.replace(/\d+/g, 'N'))).toEqual([
      'ok       settings     Environment "embedded": every reference leads to a value.',
      'ok       broker       N.N.N.N:PORT takes connections.',
      'ok       Kafka        N broker in cluster kafka-kata-embedded.',
      'ok       group        Groups with the prefix "kata-" may be used and deleted; tried with a new one.',
      'ok       clock        The broker and the doubles have the clock of this machine.',
      'N checks: N ok, N notes.',
      '',
    ])
    expect(lines).toEqual(
      expect.arrayContaining([
        'note     topic        "{softwareStatementId}" (channel event-notifications) stands for many topics: none was looked at.',
        'ok       service      egov-otp at http://127.0.0.1:PORT answers (404).',
        'ok       service      open-finance at http://127.0.0.1:PORT answers (404).',
      ]),
    )
    const external = await kataCommand(['doctor', '--env', 'external'], { KAFKA_BROKERS: broker.address })
    expect(external.exitCode).toBe(0)
    expect(external.stderr).toBe('')
    const left = await groupsAt(broker.address)
    expect(left.filter((groupId) => groupId.startsWith('kata-'))).toEqual([])
  })

  it('answers 3 for a problem, and ends although a server says nothing', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined).resume())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const answered = await kataCommand(['doctor', '--env', 'external'], {
      KAFKA_BROKERS: `127.0.0.1:${port},127.0.0.1:1`,
    })
    expect({ ...answered, stdout: answered.stdout.replaceAll(String(port), 'PORT') }).toEqual({
      exitCode: 3,
      stdout: [
        'ok       settings     Environment "external": every reference leads to a value.',
        'ok       broker       127.0.0.1:PORT takes connections.',
        'problem  broker       127.0.0.1:1: refused the connection, nobody listens there (ECONNREFUSED)',
        '         Start this broker, or correct kafka.brokers.',
        'problem  Kafka        Kafka could not be asked: no answer within 3000 ms',
        '         Is Kafka behind this port? It may ask for TLS (kafka.tls) or a password (kafka.sasl).',
        'note     Kafka        What comes after that was not looked at.',
        'note     clock        The brokers cannot be compared: Kafka tells no time until a message is written.',
        '6 checks: 2 ok, 2 notes, 2 problems.',
        '',
      ].join('\n'),
      stderr: '',
    })
    await new Promise((resolve) => silent.close(resolve))
  })

  it('answers 2 where the settings cannot be used', async () => {
    expect(await kataCommand(['doctor', '--env', 'external'], { KAFKA_BROKERS: '' })).toEqual({
      exitCode: 2,
      stdout: [
        'problem  settings     The setting environments.external.kafka.brokers of kata.config.yaml could not be resolved.',
        '         It refers to the environment variable KAFKA_BROKERS, which is not set or is empty.',
        `         Set it, or write \${env:KAFKA_BROKERS?} so that the setting is left out where it is unset.`,
        '1 check: 0 ok, 1 problem.',
        '',
      ].join('\n'),
      stderr: '',
    })
  })
})

function withoutPorts(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
}
