import { describe, expect, it } from 'vitest'
import { startBroker } from '../../broker/index.js'
import { subscribe } from '../../support/world/subscriptions.js'
import { thrownBy, worldWith } from './world-with.js'

describe('what a scenario opened', () => {
  it('is closed in reverse order, each awaited before the next, and once', async () => {
    const { world } = worldWith()
    const order: string[] = []
    for (const name of ['first', 'second', 'third']) {
      world.onClose(name, async () => {
        order.push(`${name} begins`)
        await Promise.resolve()
        order.push(`${name} ends`)
      })
    }
    await world.close()
    await world.close()
    expect(order).toEqual(['third begins', 'third ends', 'second begins', 'second ends', 'first begins', 'first ends'])
  })

  it('and cannot be closed is a warning; the others are closed all the same', async () => {
    const { world, warnings } = worldWith()
    let isClosed = false
    world.onClose('first', () => {
      isClosed = true
    })
    world.onClose('subscription to otp', () => {
      throw new Error('the reader is stuck')
    })
    world.onClose('own connection to Kafka', () => Promise.reject('gone'))
    await world.close()
    expect(isClosed).toBe(true)
    expect(warnings).toEqual([
      'The own connection to Kafka was not closed: gone',
      'The subscription to otp was not closed: the reader is stuck',
    ])
  })
})

describe('a service', () => {
  const services = { 'user-otp': 'http://127.0.0.1:1', 'egov-otp': 'http://127.0.0.1:2' }

  it('has the address of the environment, or the one that the scenario chose', () => {
    const { world } = worldWith({ services })
    world.useService('egov-otp', 'http://127.0.0.1:3')
    expect([world.serviceUrl('user-otp'), world.serviceUrl('egov-otp')]).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:3',
    ])
  })

  it('that nobody knows is told with the near one', () => {
    const { world } = worldWith({ services })
    expect(thrownBy(() => world.serviceUrl('egov-opt'))).toMatchObject({
      code: 'SERVICE_UNKNOWN',
      message: [
        'The service "egov-opt" could not be called.',
        'The environment "qa" knows user-otp, egov-otp.',
        'Write egov-otp, or add it to kata.config.yaml; `@needs=egov-opt` skips the scenario where it is missing.',
      ].join('\n'),
      facts: { service: 'egov-opt', environment: 'qa' },
    })
  })

  it.each(['toString', '__proto__'])('called %s is unknown as well', (name) => {
    const { world } = worldWith()
    expect(thrownBy(() => world.serviceUrl(name))).toMatchObject({
      message: [
        `The service "${name}" could not be called.`,
        'The environment "qa" knows no services.',
        `Correct the name, or add it to kata.config.yaml; \`@needs=${name}\` skips the scenario where it is missing.`,
      ].join('\n'),
    })
  })
})

it('"the response" must be there', () => {
  expect(thrownBy(() => worldWith().world.exchange())).toMatchObject({
    code: 'NOTHING_KEPT',
    message: [
      'The step speaks of "the response", but the scenario has none yet.',
      'No step before it has called a service.',
      'Put a line such as `When a "login" OTP is requested` before it.',
    ].join('\n'),
  })
})

it('the tenant is the environment’s until the scenario has one of its own', () => {
  const { world } = worldWith()
  const before = world.tenantId
  world.tenantId = 'pb.jalandhar'
  expect([before, world.tenantId]).toEqual(['pb.amritsar', 'pb.jalandhar'])
})

it('a Kafka of the scenario’s own takes the place of the worker’s, has groups of its own, and ends with the scenario', async () => {
  const broker = await startBroker()
  const { world, worker } = worldWith()
  world.useKafka([broker.bootstrap])
  expect(world.kafka).not.toBe(worker.kafka)
  broker.createTopic('egov.core.notification.sms.otp')
  await subscribe(world, 'otp-sms')
  const groupIds = world.subscriptions.get('egov.core.notification.sms.otp')?.proof().groupIds
  expect(groupIds).toEqual([expect.stringMatching(/^kata-world-own-[\d-]+-1$/)])
  await world.close()
  expect(broker.groups()).toEqual([])
  await broker.close()
})
