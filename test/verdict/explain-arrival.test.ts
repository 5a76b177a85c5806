import { describe, expect, it } from 'vitest'
import type { NotDrained } from '../../support/kafka/index.js'
import { matchPaths } from '../../support/match/index.js'
import { createMask } from '../../support/shared/index.js'
import { type Expectation, explainArrival } from '../../support/verdict/index.js'
import { around, callAt, messageWith, missingWith, offsets, proofWith } from './facts.js'

const forNumber: Expectation = {
  suffix: ' for mobile number 9876543210',
  judge: (message) => matchPaths(message, [{ path: 'value.mobileNumber', expected: '9876543210' }]),
}
const trigger = { name: 'POST /user-otp/v1/_send', at: callAt }
const masked = () => {
  const mask = createMask({ byPattern: false })
  mask.registerNumber('9876543210')
  return (text: string) => mask.text(text)
}

describe('an outcome that is what the step wants', () => {
  it('needs no explanation', () => {
    expect(explainArrival({ kind: 'claimed', messages: [messageWith()], proof: proofWith() }, around())).toBeUndefined()
    expect(explainArrival({ kind: 'absent', proof: proofWith() }, around())).toBeUndefined()
  })
})

describe('a message that is missing', () => {
  it('is told by fence, position, the closest message and what differs', () => {
    const outcome = missingWith({ others: [messageWith({ offset: 1204, value: {} }), messageWith()] })
    const explanation = explainArrival(outcome, around({ expectation: forNumber, trigger, mask: masked() }))
    expect(explanation?.text).toBe(
      [
        'No message for mobile number 98••••••10 arrived on "otp" within 5000 ms.',
        '  fence     0:1204 1:1204 2:1204     read to  0:1206 1:1206 2:1206     2 seen, 0 matched',
        '  closest   partition 0 offset 1205, 0.8 s after POST /user-otp/v1/_send',
        '            value.mobileNumber   equals   expected "98••••••10"   actual "9198••••••10"',
        'The number has a country prefix: check `countryCode`, or match `#regex .*98••••••10`.',
      ].join('\n'),
    )
    expect(explanation).toMatchObject({
      class: 'MISSING',
      code: 'MISSING',
      facts: {
        topic: 'otp',
        fence: { 0: 1204, 1: 1204, 2: 1204 },
        readTo: { 0: 1206, 1: 1206, 2: 1206 },
        seen: 2,
        matched: 0,
        wanted: 1,
        timeoutMs: 5000,
        nearest: { topic: 'otp', partition: 0, offset: 1205, mismatches: [{ path: 'value.mobileNumber' }] },
        stale: [],
      },
    })
  })

  it('where nothing came at all sends the reader to the service', () => {
    const proof = proofWith({ fence: offsets(1, 7), readTo: offsets(1, 7), seen: 0 })
    expect(explainArrival(missingWith({ proof, timeoutMs: 0 }), around())?.text).toBe(
      [
        'No message arrived on "otp".',
        '  fence     0:7     read to  0:7     0 seen, 0 matched',
        'Nothing was published there: check the log of the service, and the topic that it is configured with.',
      ].join('\n'),
    )
  })

  it('on a topic that does not exist says so', () => {
    const proof = proofWith({ topicExists: false, fence: new Map(), readTo: new Map(), seen: 0 })
    expect(explainArrival(missingWith({ proof }), around())?.text).toBe(
      [
        'No message arrived on "otp" within 5000 ms.',
        '  fence     the topic does not exist     0 seen, 0 matched',
        'Nothing has created the topic: check its name, and what the service is configured with.',
      ].join('\n'),
    )
  })

  it('of several says how many there were', () => {
    const outcome = missingWith({ wanted: 3, matched: [messageWith()] })
    expect(explainArrival(outcome, around())?.text).toBe(
      [
        'Only 1 of 3 messages arrived on "otp" within 5000 ms.',
        '  fence     0:1204 1:1204 2:1204     read to  0:1206 1:1206 2:1206     2 seen, 1 matched',
        'Compare what the service publishes with what the step asks for.',
      ].join('\n'),
    )
  })

  it('names the newest one that was there before the call: stale, and no pass', () => {
    const before = [
      messageWith({ offset: 1202, timestamp: callAt - 9000 }),
      messageWith({ offset: 1203, timestamp: callAt - 500 }),
    ]
    const explanation = explainArrival(missingWith({ before }), around({ trigger }))
    expect(explanation?.text.split('\n')[2]).toBe(
      '  earlier   partition 0 offset 1203 matches, but was written 0.3 s before the subscription',
    )
    expect(explanation?.facts.stale).toEqual([
      { topic: 'otp', partition: 0, offset: 1202 },
      { topic: 'otp', partition: 0, offset: 1203 },
    ])
  })

  it('may be close to one that carries a time before the call: clocks differ', () => {
    const others = [messageWith({ timestamp: callAt - 50 })]
    const text = explainArrival(missingWith({ others }), around({ expectation: forNumber, trigger }))?.text
    expect(text).toContain('\n  closest   partition 0 offset 1205, 50 ms before POST /user-otp/v1/_send\n')
  })
})

describe('a message that came before the subscription', () => {
  const before = [messageWith({ offset: 1203, timestamp: callAt + 5 })]

  it('and after the call is a mistake of the feature', () => {
    const late = around({ expectation: forNumber, trigger, subscribedAt: callAt + 50, mask: masked() })
    expect(explainArrival(missingWith({ before }), late)).toEqual({
      class: 'TEST',
      code: 'SUBSCRIPTION_TOO_LATE',
      text: [
        'The message for mobile number 98••••••10 was on "otp" before the scenario subscribed to it.',
        '  partition 0 offset 1203, 2026-01-02T03:04:05.005Z',
        'Move the line `Given a subscription to "…"` before POST /user-otp/v1/_send.',
      ].join('\n'),
      facts: { topic: 'otp', before: [{ topic: 'otp', partition: 0, offset: 1203 }] },
    })
  })

  it.each([
    ['there was no call', undefined],
    ['the call came after the subscription', { name: 'POST /x', at: callAt + 100 }],
    ['it is older than the call', { name: 'POST /x', at: callAt + 10 }],
  ])('is stale where %s', (_why, call) => {
    const surroundings = around({ subscribedAt: callAt + 50, ...(call === undefined ? {} : { trigger: call }) })
    expect(explainArrival(missingWith({ before }), surroundings)?.class).toBe('MISSING')
  })
})

describe('a message that is late', () => {
  it('is told by how much', () => {
    const outcome = missingWith({ late: { messages: [messageWith()], byMs: 1043.6 }, timeoutMs: 1000 })
    expect(explainArrival(outcome, around({ expectation: forNumber, mask: masked() }))).toEqual({
      class: 'LATE',
      code: 'LATE',
      text: [
        'The message for mobile number 98••••••10 arrived on "otp" 1044 ms after the deadline of 1000 ms.',
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        'Find out why the service is slow, or give the step more time with "within N seconds".',
      ].join('\n'),
      facts: { topic: 'otp', byMs: 1044, timeoutMs: 1000, messages: [{ topic: 'otp', partition: 0, offset: 1205 }] },
    })
  })

  it('may be the last of several', () => {
    const outcome = missingWith({ wanted: 3, late: { messages: [messageWith()], byMs: 7 } })
    expect(explainArrival(outcome, around())?.text.split('\n')[0]).toBe(
      'The last of 3 messages arrived on "otp" 7 ms after the deadline of 5000 ms.',
    )
  })
})

describe('a message too many', () => {
  it('is told by the places of all of them', () => {
    const messages = [messageWith({ offset: 1204 }), messageWith()]
    const explanation = explainArrival(
      { kind: 'surplus', wanted: 1, messages, proof: proofWith() },
      around({ expectation: forNumber, mask: masked() }),
    )
    expect(explanation).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        '2 messages for mobile number 98••••••10 arrived on "otp" where exactly 1 was expected.',
        '  partition 0 offset 1204, 2026-01-02T03:04:05.800Z',
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        'The service publishes more often than it promises, or another call caused one of them.',
      ].join('\n'),
      facts: {
        topic: 'otp',
        wanted: 1,
        found: 2,
        messages: [
          { topic: 'otp', partition: 0, offset: 1204 },
          { topic: 'otp', partition: 0, offset: 1205 },
        ],
      },
    })
  })

  it('where there should be none is told by its place and its payload, masked before it is cut', () => {
    const mask = (text: string) => text.replaceAll('919876543210', '9198••••••10')
    const present = { kind: 'present', messages: [messageWith()], proof: proofWith() } as const
    const explanation = explainArrival(present, around({ mask }))
    expect(explanation).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        '1 message arrived on "otp" where none was expected.',
        '  partition 0 offset 1205, 2026-01-02T03:04:05.800Z',
        '    {"mobileNumber":"9198••••••10"}',
        'The service publishes what it should not, or another call caused it.',
      ].join('\n'),
      facts: { topic: 'otp', wanted: 0, found: 1, messages: [{ topic: 'otp', partition: 0, offset: 1205 }] },
    })
  })
})

describe('a log that could not be read to its end', () => {
  const outcome: NotDrained = {
    kind: 'not-drained',
    reason: 'nothing',
    brokers: ['127.0.0.1:9092'],
    end: offsets(3, 1210),
    waitedMs: 5000,
    budgetMs: 10_000,
    cause: 'other',
    proof: proofWith(),
  }

  it('proves nothing, and says how far it was read', () => {
    expect(explainArrival(outcome, around())).toEqual({
      class: 'INFRASTRUCTURE',
      code: 'NOT_DRAINED',
      text: [
        'Kafka could not be read to the end of "otp", so nothing is proved about the service.',
        '  brokers   127.0.0.1:9092',
        '  fence     0:1204 1:1204 2:1204     read to  0:1206 1:1206 2:1206',
        '  end       0:1210 1:1210 2:1210',
        '  waited    5000 ms, then at most 10000 ms to read the rest',
        '  client    nothing',
        'Check the load of Kafka, or give `timeouts.drainMs` more time.',
      ].join('\n'),
      facts: {
        topic: 'otp',
        brokers: ['127.0.0.1:9092'],
        reason: 'nothing',
        waitedMs: 5000,
        budgetMs: 10_000,
      },
    })
  })

  it.each([
    [
      'Not authorized to access group: Group authorization failed',
      'Give this user READ on groups with the prefix "kata-".',
    ],
    ['Not authorized to access topics: [Topic authorization failed]', 'Give this user READ on the topic "otp".'],
    [
      'Failed to find group coordinator',
      'Most often this user lacks READ on groups with the prefix "kata-", which Kafka then hides; else see\n  the log of Kafka.',
    ],
  ])('for want of a right names the right: %s', (reason, advice) => {
    const explanation = explainArrival({ ...outcome, reason }, around())
    expect(explanation?.class).toBe('INFRASTRUCTURE')
    expect(explanation?.text.split('\n').slice(5)).toEqual([`  client    ${reason}`, ...advice.split('\n')])
  })

  it('because Kafka is gone has no end', () => {
    const { end, ...lost } = outcome
    const reason = 'Connection error:\n  connect ECONNREFUSED 127.0.0.1:9092'
    const explanation = explainArrival({ ...lost, reason }, around())
    expect(explanation?.code).toBe('KAFKA_LOST')
    expect(explanation?.text.split('\n').slice(3)).toEqual([
      '  waited    5000 ms, then at most 10000 ms to read the rest',
      '  client    Connection error: connect ECONNREFUSED 127.0.0.1:9092',
      'Check that Kafka still runs and can be reached.',
    ])
  })

  it('because a transaction is open says so', () => {
    const reason = 'an open transaction holds back 4 offsets'
    expect(
      explainArrival({ ...outcome, reason, cause: 'open-transaction' }, around())
        ?.text.split('\n')
        .slice(5),
    ).toEqual([
      '  client    an open transaction holds back 4 offsets',
      'Find out whose transaction it is: nothing behind its start is read before it ends.',
    ])
  })

  it.each([
    ['none', new Map<number, number>()],
    ['0:3 1:3 2:3', offsets(3, 3)],
  ])('because the topic was deleted ends at %s', (shown, end) => {
    const explanation = explainArrival(
      { ...outcome, end, reason: 'the topic was deleted', cause: 'topic-deleted' },
      around(),
    )
    expect(explanation?.code).toBe('NOT_DRAINED')
    expect(explanation?.text.split('\n').slice(3)).toEqual([
      `  end       ${shown}`,
      '  waited    5000 ms, then at most 10000 ms to read the rest',
      '  client    the topic was deleted',
      'Do not delete a topic while scenarios listen to it.',
    ])
  })
})
