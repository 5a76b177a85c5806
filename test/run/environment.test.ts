import { type AddressInfo, createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { startBroker } from '../../broker/index.js'
import { KafkaClient } from '../../support/kafka/index.js'
import { startEnvironment } from '../../support/run/environment.js'
import { checkReachable } from '../../support/run/reach.js'
import { createAuthority } from '../apache-kafka/certificates.js'
import { settingsWith } from '../config/settings-with.js'

const embedded = { embedded: true, initialRebalanceDelayMs: 0, brokers: [] }

async function listen(): Promise<{ address: string; close: () => void }> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { address: `127.0.0.1:${address.port}`, close: () => server.close() }
}

describe('an environment', () => {
  it('starts its broker and its doubles on free ports and takes all of them down', async () => {
    const doubles = ['user-otp', 'egov-otp', 'egov-user']
    const running = await startEnvironment(settingsWith({ kafka: embedded, doubles }))
    const { brokers = [], services } = running.addresses
    expect(Object.keys(services).sort()).toEqual(['egov-otp', 'egov-user', 'user-otp'])
    const addresses = [...brokers, ...Object.values(services).map((url) => new URL(url).host)]
    expect(addresses).toHaveLength(4)
    for (const address of addresses) await checkReachable([address], 1000)
    expect(await running.close(5000)).toEqual([])
    for (const address of addresses) await expect(checkReachable([address], 1000)).rejects.toThrow(address)
  })

  it('has its user-otp send where the environment says that the channel is', async () => {
    const settings = settingsWith({
      kafka: embedded,
      doubles: ['user-otp', 'egov-otp', 'egov-user'],
      topics: { 'otp-sms': 'an.other.topic' },
      citizens: { registered: ['9000000001'], unregistered: [] },
    })
    const running = await startEnvironment(settings)
    const otp = { mobileNumber: '9000000001', tenantId: 'pb', type: 'login' }
    const answer = await fetch(`${running.addresses.services['user-otp']}/user-otp/v1/_send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ otp }),
    })
    const client = new KafkaClient({ brokers: running.addresses.brokers ?? [], groupPrefix: 'kata-', warn: () => {} })
    expect([answer.status, await client.topics()]).toEqual([201, ['an.other.topic']])
    await client.close(1000)
    expect(await running.close(5000)).toEqual([])
  })

  it('has a user-otp of the older release and one of a central installation, with topics of their own', async () => {
    const settings = settingsWith({
      kafka: embedded,
      doubles: ['user-otp-oss', 'user-otp-central', 'egov-otp', 'egov-user'],
      topics: { 'otp-email-oss': 'old.mails' },
      citizens: { registered: ['9000000001'], unregistered: [] },
    })
    const running = await startEnvironment(settings)
    const { services, brokers = [] } = running.addresses
    const send = async (service: string, type: string) => {
      const otp = { mobileNumber: '9000000001', tenantId: 'pb.amritsar', type }
      const headers = { 'content-type': 'application/json' }
      const url = `${services[service]}/user-otp/v1/_send`
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ otp }) })).status
    }
    const address = JSON.stringify({ emailId: 'asha@example.org' })
    await fetch(`${services['egov-user']}/_control/users/9000000001`, { method: 'PUT', body: address })
    expect([await send('user-otp-oss', 'passwordreset'), await send('user-otp-central', 'login')]).toEqual([201, 201])
    const client = new KafkaClient({ brokers, groupPrefix: 'kata-', warn: () => {} })
    expect((await client.topics()).toSorted()).toEqual([
      'amritsar-egov.core.notification.email',
      'amritsar-egov.core.notification.sms.otp',
      'egov.core.notification.sms.otp',
      'old.mails',
    ])
    await client.close(1000)
    expect(await running.close(5000)).toEqual([])
  })

  it('has a text to a phone and a mail go their whole way', async () => {
    const doubles = ['egov-notification-mail', 'egov-notification-sms', 'mail-server', 'sms-gateway']
    const topics = { 'otp-sms': 'an.other.topic' }
    const running = await startEnvironment(settingsWith({ kafka: embedded, doubles, topics }))
    const { brokers = [], services } = running.addresses
    const client = new KafkaClient({ brokers, groupPrefix: 'kata-', warn: () => {} })
    const text = (mobileNumber: string) => JSON.stringify({ mobileNumber, message: 'Hello' })
    await client.publish('egov.core.notification.sms', { value: text('9800000001') })
    await client.publish('an.other.topic', { value: text('9800000002') })
    const email = { emailTo: ['asha@example.org'], subject: 'Hello', body: '' }
    await client.publish('egov.core.notification.email', { value: JSON.stringify({ email }) })
    const reached = async (service: string, to: string) => {
      const url = `${services[service]}/_control/deliveries?to=${to}&withinMs=15000`
      return ((await (await fetch(url)).json()) as unknown[]).length
    }
    expect(await reached('sms-gateway', '9800000001')).toBe(1)
    expect(await reached('sms-gateway', '9800000002')).toBe(1)
    expect(await reached('mail-server', 'asha@example.org')).toBe(1)
    await client.close(1000)
    expect(await running.close(5000)).toEqual([])
  })

  it('with given brokers starts none, signs in, and leaves no group there', async () => {
    const broker = await startBroker()
    const kafka = { ...embedded, embedded: false, brokers: ['127.0.0.1:1', broker.bootstrap] }
    const running = await startEnvironment(settingsWith({ kafka }))
    expect(running.addresses).toEqual({ services: {} })
    expect(await running.close(1000)).toEqual([])
    expect(broker.groups()).toEqual([])
    await broker.close()
  })

  it('where the brokers hang up is not up, and says what may be the matter', async () => {
    const server = await listen()
    const kafka = { ...embedded, embedded: false, brokers: [server.address] }
    await expect(startEnvironment(settingsWith({ kafka }))).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      message: [
        'Kafka could not be used, so no scenario was started.',
        `Brokers tried: ${server.address}.`,
        'The client says: The connection is taken and closed again without a word.',
        'The port may ask for TLS or a password: see kafka.tls and kafka.sasl in kata.config.yaml.',
      ].join('\n'),
    })
    server.close()
  })

  it('whose brokers speak TLS says so where TLS is not set up', async () => {
    const server = createTlsServer(createAuthority('test-ca').issue('broker'), (socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const kafka = { ...embedded, embedded: false, brokers: [`127.0.0.1:${port}`] }
    await expect(startEnvironment(settingsWith({ kafka }))).rejects.toThrow(
      [
        'Kafka could not be used, so no scenario was started.',
        `Brokers tried: 127.0.0.1:${port}.`,
        'The client says: The port speaks TLS, and kafka.tls is not set.',
        'Set kafka.tls (KAFKA_TLS=true, KAFKA_TLS_CA where the authority is your own).',
      ].join('\n'),
    )
    server.close()
  })

  it('where none of the brokers answers is not up, and says what each said', async () => {
    const kafka = { ...embedded, embedded: false, brokers: ['127.0.0.1:1', '127.0.0.1:2'] }
    await expect(startEnvironment(settingsWith({ kafka }))).rejects.toThrow(
      [
        'Kafka could not be reached, so no scenario was started.',
        '  127.0.0.1:1  refused the connection, nobody listens there (ECONNREFUSED)',
        '  127.0.0.1:2  refused the connection, nobody listens there (ECONNREFUSED)',
        'Start Kafka, or correct kafka.brokers of this environment in the settings file.',
      ].join('\n'),
    )
  })

  it('cannot have a double that does not exist', async () => {
    await expect(startEnvironment(settingsWith({ kafka: embedded, doubles: ['billing'] }))).rejects.toThrow(
      [
        'Environment "qa" could not be started.',
        'There is no double of billing; there are doubles of egov-otp, egov-user, user-otp, user-otp-oss,',
        '  user-otp-central, open-finance, sms-gateway, mail-server, egov-notification-sms,',
        '  egov-notification-mail.',
        'Write the base URL of the service in place of `embedded`.',
      ].join('\n'),
    )
  })

  it('has the control calls of a double under a name of their own, and not without the double', async () => {
    const running = await startEnvironment(settingsWith({ kafka: embedded, doubles: ['egov-otp-control', 'egov-otp'] }))
    const { services } = running.addresses
    expect(services['egov-otp-control']).toBe(services['egov-otp'])
    expect(await running.close(5000)).toEqual([])
    await expect(startEnvironment(settingsWith({ kafka: embedded, doubles: ['egov-otp-control'] }))).rejects.toThrow(
      [
        'Environment "qa" could not be started.',
        'egov-otp-control is the control calls of a double of egov-otp, which this environment lacks.',
        'Write `embedded` for egov-otp as well, or take both out.',
      ].join('\n'),
    )
  })

  it('cannot have a double without the services that it talks to', async () => {
    await expect(startEnvironment(settingsWith({ kafka: embedded, doubles: ['user-otp'] }))).rejects.toThrow(
      [
        'Environment "qa" could not be started.',
        'The double of user-otp talks to egov-otp, which this environment lacks.',
        'Add egov-otp to its services: a base URL, or `embedded`.',
      ].join('\n'),
    )
  })

  it('cannot have a double of user-otp on a Kafka that asks for TLS or a password', async () => {
    const kafka = { ...embedded, embedded: false, brokers: ['127.0.0.1:1'], tls: {} }
    await expect(startEnvironment(settingsWith({ kafka, doubles: ['user-otp'] }))).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
  })
})
