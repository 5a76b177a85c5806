import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Broker, startBroker } from '../../broker/index.js'
import type { KafkaSettings, Settings } from '../../support/config/index.js'
import { clockFindings } from '../../support/doctor/doctor.js'
import { countFindings, examine, type Finding, tellFinding } from '../../support/doctor/index.js'
import { settingsWith } from '../config/settings-with.js'
import { closedPort, closingServer, httpServer, silentServer } from './servers.js'

// Of the project's catalogue, one channel alone: the others come and go.
let schemas = ''
beforeAll(() => {
  const own = fileURLToPath(new URL('../../schemas', import.meta.url))
  schemas = mkdtempSync(join(tmpdir(), 'kata-test-doctor-'))
  cpSync(join(own, 'json'), join(schemas, 'json'), { recursive: true })
  const document = parse(readFileSync(join(own, 'asyncapi/user-otp.yaml'), 'utf8'))
  const { 'otp-sms': otpSms } = document.channels
  mkdirSync(join(schemas, 'asyncapi'))
  writeFileSync(
    join(schemas, 'asyncapi/user-otp.yaml'),
    stringify({ ...document, channels: { 'otp-sms': otpSms }, operations: {} }),
  )
})
afterAll(() => rmSync(schemas, { recursive: true }))

async function started(): Promise<Broker> {
  const broker = await startBroker()
  onTestFinished(() => broker.close())
  return broker
}

function kafkaAt(brokers: readonly string[], more: Partial<KafkaSettings> = {}): KafkaSettings {
  return { embedded: false, initialRebalanceDelayMs: 0, brokers, ...more }
}

/** Everything that the doctor says of an environment, line by line. */
async function toldOf(settings: Partial<Settings>, timeoutMs = 3000): Promise<readonly string[]> {
  const findings: Finding[] = []
  await examine(settingsWith(settings), {
    tell: (finding) => findings.push(finding),
    timeoutMs,
    schemas,
    now: () => Date.UTC(2030, 0, 1),
  })
  return [...findings.map(tellFinding), countFindings(findings)].join('\n').split('\n')
}

const topic = 'egov.core.notification.sms.otp'
const noTime = 'note     clock        The brokers cannot be compared: Kafka tells no time until a message is written.'

describe('the doctor', () => {
  it('finds everything in order, and leaves no group and no topic behind', async () => {
    const broker = await started()
    broker.createTopic(topic, { partitions: 3 })
    const date = 'Tue, 01 Jan 2030 00:00:01 GMT'
    const [otp, user] = await Promise.all([httpServer(404, { date }), httpServer(500, { date })])
    const services = { 'egov-otp': otp, 'egov-user': user }
    expect(await toldOf({ kafka: kafkaAt([broker.bootstrap]), services })).toEqual([
      `ok       broker       ${broker.bootstrap} takes connections.`,
      'ok       Kafka        1 broker in cluster kafka-kata-embedded.',
      `ok       topic        "${topic}" (channel otp-sms) has 3 partitions.`,
      `ok       reading      This user may read from "${topic}".`,
      'ok       group        Groups with the prefix "kata-" may be used and deleted; tried with a new one.',
      `ok       service      egov-otp at ${otp} answers (404).`,
      `ok       service      egov-user at ${user} answers (500).`,
      'ok       clock        Within 2 s of this machine: egov-otp, egov-user.',
      noTime,
      '9 checks: 8 ok, 1 note.',
    ])
    expect(broker.groups()).toEqual([])
    expect(broker.topics().map(({ name }) => name)).toEqual([topic])
  })

  it('notes a topic that is not there, or has other partitions than the catalogue says, and makes none', async () => {
    const broker = await started()
    const kafka = kafkaAt([broker.bootstrap])
    const missing = await toldOf({ kafka, topics: { 'otp-sms': 'elsewhere' } })
    expect(missing.slice(2, 4)).toEqual([
      'note     topic        "elsewhere" (channel otp-sms) does not exist yet; a subscription waits for it.',
      'ok       group        Groups with the prefix "kata-" may be used and deleted; tried with a new one.',
    ])
    expect(broker.topics()).toEqual([])
    broker.createTopic('elsewhere', { partitions: 1 })
    const other = await toldOf({ kafka, topics: { 'otp-sms': 'elsewhere' } })
    expect(other[2]).toBe('note     topic        "elsewhere" (channel otp-sms) has 1 partition; the catalogue says 3.')
  })

  it('tells brokers and services that are not there and what to do, and no password', async () => {
    const [broker, service] = await Promise.all([closedPort(), closedPort()])
    expect(await toldOf({ kafka: kafkaAt([broker]), services: { 'user-otp': `http://name:pw@${service}` } })).toEqual([
      `problem  broker       ${broker}: refused the connection, nobody listens there (ECONNREFUSED)`,
      '         Start this broker, or correct kafka.brokers.',
      'note     Kafka        Topics and rights were not looked at: no broker can be used.',
      `problem  service      user-otp at http://${service}/: refused the connection, nobody listens there (ECONNREFUSED)`,
      '         Start user-otp, or correct services.user-otp.',
      noTime,
      '4 checks: 0 ok, 2 notes, 2 problems.',
    ])
  })

  it('notes what is not secure', async () => {
    const broker = await closedPort()
    const insecure = ['SASL PLAIN without TLS: the password crosses the network in clear']
    expect((await toldOf({ kafka: kafkaAt([broker], { insecure }) })).slice(0, 2)).toEqual([
      'note     security     Not secure, allowed by kafka.insecure: SASL PLAIN without TLS: the password crosses the network in clear.',
      '         Every report of a run says so.',
    ])
  })

  it('tells why nobody is let in, with the fix', async () => {
    const broker = await started()
    const sasl = { mechanism: 'plain', username: 'kata', password: 'open sesame' } as const
    const kafka = kafkaAt([broker.bootstrap], { sasl })
    expect((await toldOf({ kafka })).slice(1, 3)).toEqual([
      'problem  sign-in      Kafka could not be asked: The port asks for no sign-in, and kafka.sasl is set.',
      '         Name the port for it in kafka.brokers, or leave kafka.sasl unset.',
    ])
  })

  it('examines Kafka by the brokers that are left', async () => {
    const [broker, closed] = await Promise.all([started(), closedPort()])
    const lines = await toldOf({ kafka: kafkaAt([closed, broker.bootstrap]) })
    expect(lines.slice(0, 4)).toEqual([
      `problem  broker       ${closed}: refused the connection, nobody listens there (ECONNREFUSED)`,
      '         Start this broker, or correct kafka.brokers.',
      `ok       broker       ${broker.bootstrap} takes connections.`,
      'ok       Kafka        1 broker in cluster kafka-kata-embedded.',
    ])
  })

  it('gives up what takes the connection and says nothing', async () => {
    const [broker, service] = await Promise.all([silentServer(), silentServer()])
    expect(await toldOf({ kafka: kafkaAt([broker]), services: { 'user-otp': `http://${service}` } }, 100)).toEqual([
      `ok       broker       ${broker} takes connections.`,
      'problem  Kafka        Kafka could not be asked: no answer within 100 ms',
      '         Is Kafka behind this port? It may ask for TLS (kafka.tls) or a password (kafka.sasl).',
      'note     Kafka        What comes after that was not looked at.',
      `problem  service      user-otp at http://${service}: no answer within 100 ms`,
      '         Start user-otp, or correct services.user-otp.',
      noTime,
      '5 checks: 1 ok, 2 notes, 2 problems.',
    ])
  })

  it('gives up a group that cannot be joined in time', async () => {
    const broker = await startBroker({ initialRebalanceDelayMs: 60_000 })
    onTestFinished(() => broker.close())
    const lines = await toldOf({ kafka: kafkaAt([broker.bootstrap]) }, 150)
    expect(lines.slice(-7).map((line) => line.replace(/kata-doctor-\w+/, 'kata-doctor-ID'))).toEqual([
      'problem  group        A group such as "kata-doctor-ID" could not be joined: no answer within 300 ms',
      '         Give this user READ and DELETE on groups with the prefix "kata-".',
      '         If it has them, the broker was too slow: see its log.',
      'note     group        "kata-doctor-ID" could not be deleted yet.',
      '         `kata janitor --yes` deletes it later.',
      noTime,
      '6 checks: 2 ok, 3 notes, 1 problem.',
    ])
  })

  it('tells a port that closes every connection', async () => {
    const broker = await closingServer()
    expect((await toldOf({ kafka: kafkaAt([broker]) })).slice(1, 3)).toEqual([
      'problem  Kafka        Kafka could not be asked: The connection is taken and closed again without a word.',
      '         Is Kafka behind this port? It may ask for TLS (kafka.tls) or a password (kafka.sasl).',
    ])
  })

  it('tells a double that is not up yet as what it is', async () => {
    const broker = await started()
    const lines = await toldOf({ kafka: kafkaAt([broker.bootstrap]), doubles: ['user-otp'] })
    expect(lines).toContain('note     service      user-otp is a double that each run starts for itself.')
  })
})

describe('clocks', () => {
  it('that differ are told with the direction', () => {
    const ahead = [
      { name: 'user-otp', ms: 61_000 },
      { name: 'egov-otp', ms: -3000 },
    ]
    expect(clockFindings(ahead, false).map(tellFinding)).toEqual([
      'note     clock        user-otp is 61 s ahead of this machine.\n         Set both clocks by the network (NTP): times are compared across machines.',
      'note     clock        egov-otp is 3 s behind this machine.\n         Set both clocks by the network (NTP): times are compared across machines.',
      noTime,
    ])
  })

  it('of the embedded environment are one', () => {
    expect(clockFindings([], true).map(tellFinding)).toEqual([
      'ok       clock        The broker and the doubles have the clock of this machine.',
    ])
  })
})
