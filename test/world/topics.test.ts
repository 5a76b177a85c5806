import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { subscribe, subscriptionTo } from '../../support/world/subscriptions.js'
import { channelOf, resolveTopic } from '../../support/world/topics.js'
import { settingsWith } from '../config/settings-with.js'
import { worldWith } from './world-with.js'

const otpSms = 'egov.core.notification.sms.otp'
let broker: Broker

beforeAll(async () => {
  broker = await startBroker()
})

afterAll(() => broker.close())

const worldOn = (topics: Readonly<Record<string, string>> = {}) =>
  worldWith({ kafka: { ...settingsWith().kafka, brokers: [broker.bootstrap] }, topics })

describe('the topic behind a name', () => {
  it.each(['otp-sms', otpSms])('%s is known to the catalogue, and need not exist', async (name) => {
    const { world } = worldWith({ kafka: { ...settingsWith().kafka, brokers: [] } })
    expect(await resolveTopic(world, name)).toMatchObject({ topic: otpSms, channel: { name: 'otp-sms' } })
  })

  it('is found by steps that ask Kafka, whose last limit comes behind what Kafka may take', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { world } = worldWith({ kafka: { ...settingsWith().kafka, brokers: [] } })
    world.stepLimitAt = 0
    await resolveTopic(world, 'otp-sms')
    const { drainMs, stepMs } = world.worker.settings.timeouts
    expect(world.stepLimitAt - performance.now()).toBe(drainMs + stepMs)
  })

  it('is what the environment calls it', async () => {
    const { world } = worldOn({ 'otp-sms': 'qa.otp' })
    expect(await resolveTopic(world, 'otp-sms')).toMatchObject({ topic: 'qa.otp', channel: { address: 'qa.otp' } })
    expect(channelOf(world, 'qa.otp')?.name).toBe('otp-sms')
    expect(channelOf(world, otpSms)).toBeUndefined()
    expect(channelOf(world, 'otp-sms')).toBeUndefined()
  })

  it('may be one that exists now and that the catalogue does not know', async () => {
    const { world, worker } = worldOn()
    broker.createTopic('of.others')
    expect(await resolveTopic(world, 'of.others')).toEqual({ topic: 'of.others', channel: undefined })
    await worker.kafka.close(1000)
  })

  it('must be one of these: a misspelt one proves no absence', async () => {
    const { world, worker } = worldOn()
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) broker.createTopic(name)
    await expect(resolveTopic(world, 'otp-sns')).rejects.toMatchObject({
      code: 'CHANNEL_UNKNOWN',
      // Which channels the catalogue has, and in which order, is not this test's affair.
      message: expect.stringMatching(
        /^There is no channel or topic "otp-sns"\.\nChannels of the catalogue: \S+, .*\. Topics: a1, a2, a3, a4, a5 and 2 more\.\nWrite one of these names, such as "otp-sms"\.$/,
      ),
      facts: { name: 'otp-sns', near: ['otp-sms'] },
    })
    await expect(resolveTopic(world, '__proto__')).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN' })
    await worker.kafka.close(1000)
  })
})

describe('a subscription of the scenario', () => {
  it('is found by its channel and by its topic, and made once', async () => {
    const { world, worker } = worldOn()
    await subscribe(world, 'otp-sms')
    const subscription = await subscriptionTo(world, 'otp-sms')
    await subscribe(world, otpSms)
    expect(await subscriptionTo(world, otpSms)).toBe(subscription)
    expect(world.subscriptions.size).toBe(1)
    await world.close()
    await worker.kafka.close(5000)
  })

  it('has the codes of its messages masked before any step sees them', async () => {
    const { world, worker } = worldOn()
    await subscribe(world, 'otp-sms')
    await worker.kafka.publish(otpSms, { value: '{"message":"Dear Citizen, your code is 135790."}' })
    const subscription = await subscriptionTo(world, 'otp-sms')
    await subscription.take({ count: 1, where: () => true, timeoutMs: 5000 })
    expect(world.mask('135790')).toBe('OTP#1')
    await world.close()
    await worker.kafka.close(5000)
  })

  it('that is not there is told with the line to add', async () => {
    const { world, worker } = worldOn()
    broker.createTopic('listened-to')
    await expect(subscriptionTo(world, 'otp-sms')).rejects.toThrow(
      [
        'The scenario asks for messages on "otp-sms", but does not listen there.',
        'It has no subscription.',
        'Put `Given a subscription to "otp-sms"` before the step that causes the message.',
      ].join('\n'),
    )
    await subscribe(world, 'listened-to')
    await expect(subscriptionTo(world, 'otp-sms')).rejects.toThrow('\nIt is subscribed to listened-to.\n')
    await world.close()
    await worker.kafka.close(5000)
  })
})
