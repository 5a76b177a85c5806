import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Subscription } from '../../support/kafka/index.js'
import { matchPaths } from '../../support/match/index.js'
import type { Expectation } from '../../support/verdict/index.js'
import { expectArrival, expectNoArrival } from '../../support/world/arrivals.js'
import type { Cause } from '../../support/world/world.js'
import { settingsWith } from '../config/settings-with.js'
import { settled } from '../kafka/fake-clock.js'
import { FakeTopic } from '../kafka/fake-topic.js'
import { worldWith } from './world-with.js'

afterEach(() => {
  vi.useRealTimers()
})

const any: Expectation = { suffix: '', judge: () => [] }
const withId = (id: number): Expectation => ({
  suffix: ` where value.id is ${id}`,
  judge: (message) => matchPaths(message, [{ path: 'value.id', expected: id }]),
})

/** A scenario that listens to a topic on which those came. */
async function listening(...written: readonly number[]) {
  const timeouts = { ...settingsWith().timeouts, messageMs: 0, lateMs: 0, drainMs: 20_000 }
  const made = worldWith({ timeouts })
  const topic = new FakeTopic()
  const subscription = await Subscription.open(topic.name, { client: topic, lateMs: 0, drainMs: 0 })
  made.world.subscriptions.set(topic.name, subscription)
  await settled()
  topic.consumer.join()
  topic.write(...written)
  await topic.consumer.read()
  return { ...made, topic }
}

describe('messages that a step wants', () => {
  it('are claimed; the last of them is "the message"', async () => {
    const { world } = await listening(1, 2, 3)
    const messages = await expectArrival(world, { on: 'otp', expectation: any, count: 2 })
    expect(messages.map(({ value }) => value)).toEqual([{ id: 1 }, { id: 2 }])
    expect(world.variables.get('messages')).toBe(messages)
    expect(world.message()).toBe(messages[1])
    await expectNoArrival(world, { on: 'otp', expectation: withId(2) })
  })

  it('and are not there are MISSING, and "the message" stays what it was', async () => {
    const { world } = await listening(1)
    const [first] = await expectArrival(world, { on: 'otp', expectation: withId(1) })
    await expect(expectArrival(world, { on: 'otp', expectation: withId(9) })).rejects.toMatchObject({
      verdict: 'MISSING',
      message: [
        'No message where value.id is 9 arrived on "otp".',
        '  fence     0:0     read to  0:1     1 seen, 0 matched',
        'Compare what the service publishes with what the step asks for.',
      ].join('\n'),
    })
    expect(world.message()).toBe(first)
  })

  it.each([
    ['at least', -1],
    ['exactly', -1],
    ['at least', 0],
  ] as const)('are never %s %s', async (limit, count) => {
    const { world } = await listening(1)
    await expect(expectArrival(world, { on: 'otp', expectation: any, limit, count })).rejects.toMatchObject({
      code: 'TABLE_INVALID',
      message: expect.stringContaining(`The number in the step is ${count}.`),
    })
  })

  it('are not counted where the scenario subscribed after the call that caused them', async () => {
    const { world, topic } = await listening(1)
    world.causes.push({ name: 'POST /send', at: 0, kind: 'call' }, { name: 'GET /sent', at: 0, kind: 'look' })
    const subscription = world.subscriptions.get(topic.name)
    if (subscription !== undefined) world.causesBefore.set(subscription, 1)
    const asked = { on: 'otp', expectation: withId(1) }
    await expect(expectArrival(world, { ...asked, limit: 'exactly' })).rejects.toMatchObject({
      code: 'SUBSCRIPTION_TOO_LATE',
      facts: { trigger: 'POST /send' },
    })
    topic.write(1)
    await topic.consumer.read()
    expect(await expectArrival(world, asked)).toHaveLength(1)
    topic.write(1)
    await topic.consumer.read()
    world.causes.push({ name: 'the record published', at: 0, kind: 'publish' })
    expect(await expectArrival(world, { ...asked, limit: 'exactly' })).toHaveLength(1)
  })

  it('are not MISSING where a pattern could not be tried to its end', async () => {
    const { world } = await listening(1)
    const hint = 'The pattern was stopped on this text after 1000 ms: make it simpler.'
    const stopped: Expectation = { suffix: '', judge: () => [{ path: 'value', rule: 'regex', hint }] as never }
    await expect(expectArrival(world, { on: 'otp', expectation: stopped })).rejects.toMatchObject({
      code: 'MARKER_INVALID',
    })
  })

  it('are CONTRACT where there is one too many', async () => {
    const { world } = await listening(1, 1)
    const asked = { on: 'otp', expectation: withId(1), limit: 'exactly' } as const
    await expect(expectArrival(world, asked)).rejects.toMatchObject({ verdict: 'CONTRACT' })
    await expect(expectArrival(world, { ...asked, withinMs: 0 })).rejects.toMatchObject({ verdict: 'CONTRACT' })
  })

  it('are INFRASTRUCTURE where the log cannot be read to its end', async () => {
    const { world, topic } = await listening()
    topic.write(1)
    await expect(expectArrival(world, { on: 'otp', expectation: any })).rejects.toMatchObject({
      code: 'NOT_DRAINED',
      class: 'INFRASTRUCTURE',
    })
  })
})

describe('a message that must not be there', () => {
  it('is CONTRACT, told by its place and its payload', async () => {
    const { world } = await listening(1)
    await expect(expectNoArrival(world, { on: 'otp', expectation: withId(1) })).rejects.toMatchObject({
      verdict: 'CONTRACT',
      message: [
        '1 message where value.id is 1 arrived on "otp" where none was expected.',
        '  partition 0 offset 0, 2023-11-14T22:13:20.000Z',
        '    {"id":1}',
        'The service publishes what it should not, or another call caused it.',
      ].join('\n'),
    })
    await expectNoArrival(world, { on: 'otp', expectation: withId(2) })
  })

  it('is not proved absent by a row that only its writing keeps from fitting', async () => {
    const { world } = await listening(1)
    const rows = [{ path: 'value.id', expected: '1' }]
    const expectation: Expectation = { suffix: '', rows, judge: (message) => matchPaths(message, rows) }
    await expect(expectNoArrival(world, { on: 'otp', expectation })).rejects.toMatchObject({ code: 'TABLE_INVALID' })
    await expectArrival(world, { on: 'otp', expectation: withId(1) })
    await expectNoArrival(world, { on: 'otp', expectation })
  })
})

describe('an absence behind a subscription', () => {
  const otpCall: Cause = { name: 'POST /user-otp/v1/_send', at: 0, kind: 'call', service: 'user-otp' }
  const otherCall: Cause = { name: 'POST /otp/v1/_validate', at: 0, kind: 'call', service: 'egov-otp' }
  const publish: Cause = { name: 'the record published', at: 0, kind: 'publish' }
  const look: Cause = { name: 'GET /sent', at: 0, kind: 'look' }

  interface Absent {
    readonly before: readonly Cause[]
    readonly after: readonly Cause[]
    readonly by?: string
  }

  async function absence({ before, after, by }: Absent) {
    const { world } = await listening(1)
    world.causes.push(...before, ...after)
    for (const subscription of world.subscriptions.values()) world.causesBefore.set(subscription, before.length)
    return expectNoArrival(world, { on: 'otp', expectation: withId(9), ...(by === undefined ? {} : { by }) })
  }

  it.each<[string, Absent]>([
    ['a record follows it, whatever was called to set things up', { before: [otherCall], after: [publish] }],
    ['a record follows it, and nobody asked the sender', { before: [otherCall], after: [publish], by: 'user-otp' }],
    ['a call follows it', { before: [otpCall], after: [otherCall] }],
    ['the sender is asked behind it', { before: [otherCall], after: [otpCall, otherCall], by: 'user-otp' }],
    ['nobody asked the sender, and another call follows it', { before: [publish], after: [otherCall], by: 'user-otp' }],
  ])('is proved where %s', async (_what, absent) => {
    await absence(absent)
  })

  it.each<[string, Absent]>([
    ['all came before it', { before: [otherCall, publish], after: [] }],
    ['only a look follows it', { before: [publish], after: [look] }],
    [
      'the sender was asked before it, and another service behind it',
      { before: [otpCall], after: [otherCall], by: 'user-otp' },
    ],
    [
      'the sender was asked before it, and a record follows it',
      { before: [otpCall], after: [publish], by: 'user-otp' },
    ],
  ])('is refused where %s', async (_what, absent) => {
    await expect(absence(absent)).rejects.toMatchObject({
      code: 'SUBSCRIPTION_TOO_LATE',
      facts: { trigger: absent.before[0]?.name },
    })
  })
})

describe('an absence on a topic that does not exist', () => {
  async function absentOn(topics: Record<string, string>, embedded = false) {
    const kafka = { ...settingsWith().kafka, embedded }
    const { world, warnings } = worldWith({ kafka, topics, timeouts: { ...settingsWith().timeouts, drainMs: 1000 } })
    const client = new FakeTopic(0)
    const name = topics['otp-sms'] ?? 'egov.core.notification.sms.otp'
    const subscription = await Subscription.open(name, { client, lateMs: 0, drainMs: 1000 })
    world.subscriptions.set(name, subscription)
    onTestFinished(() => subscription.close())
    return { warnings, absence: expectNoArrival(world, { on: name, expectation: any }) }
  }

  it('is refused where the environment names the topic', async () => {
    const { absence } = await absentOn({ 'otp-sms': 'sms.opt' })
    await expect(absence).rejects.toMatchObject({
      code: 'CHANNEL_UNKNOWN',
      message: [
        'That nothing arrived on "sms.opt" could not be proved.',
        'There is no such topic; the environment "qa" names it for the channel "otp-sms".',
        'Correct `topics` in kata.config.yaml or its variable, or create the topic before the run.',
      ].join('\n'),
    })
  })

  it('is warned of where the catalogue names it, but on a broker of the run', async () => {
    const { absence, warnings } = await absentOn({})
    await absence
    expect(warnings).toEqual([
      'That nothing arrived on "egov.core.notification.sms.otp" proves little: there was no such topic. Is it named rightly?',
    ])
    const embedded = await absentOn({}, true)
    await embedded.absence
    expect(embedded.warnings).toEqual([])
  })
})

it('the last limit of a step comes after everything that a wait for messages may take', async () => {
  const { world } = await listening(1)
  vi.useFakeTimers({ toFake: ['performance'] })
  world.stepLimitAt = 0
  await expectArrival(world, { on: 'otp', expectation: any, withinMs: 7000 })
  expect(world.stepLimitAt - performance.now()).toBe(7000 + 20_000 + 20_000 + 60_000)
})
