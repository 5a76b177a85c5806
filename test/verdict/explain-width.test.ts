// However long names, lists and reasons are: no line of an explanation is wider than 100 columns, and nothing leaks.

import { describe, expect, it } from 'vitest'
import type { Message } from '../../support/kafka/index.js'
import { matchPaths } from '../../support/match/index.js'
import { createMask } from '../../support/shared/index.js'
import { type Expectation, explainArrival } from '../../support/verdict/index.js'
import { around, callAt, longTopic, messageWith, missingWith, offsets, proofWith, tooWide } from './facts.js'

describe('an explanation', () => {
  const wide = proofWith({
    topic: longTopic,
    fence: offsets(30, 10 ** 15),
    readTo: offsets(30, 10 ** 15 + 1),
    seen: 10 ** 6,
  })
  const many: readonly Message[] = Array.from({ length: 60 }, (_, partition) =>
    messageWith({ topic: longTopic, partition, offset: 10 ** 15, timestamp: 8.64e15 + 1 }),
  )
  const expectation: Expectation = {
    suffix: ` where value.text is "${'lorem ipsum '.repeat(30)}"`,
    judge: (message) => matchPaths(message, [{ path: 'value.a.very.long.path.to.a.text', expected: 'x'.repeat(500) }]),
  }
  const far = around({ expectation, trigger: { name: `the record published to "${longTopic}"`, at: callAt } })
  const before = [messageWith({ offset: 10 ** 15, timestamp: callAt - 10 ** 15 })]

  it.each([
    ['missing', missingWith({ proof: wide, others: many, before })],
    ['missing, topic unknown', missingWith({ proof: { ...wide, topicExists: false } })],
    ['late', missingWith({ proof: wide, late: { messages: many, byMs: 10 ** 9 } })],
    ['surplus', { kind: 'surplus', wanted: 10 ** 6, messages: many, proof: wide }],
    ['present', { kind: 'present', messages: many, proof: wide }],
    [
      'not-drained',
      {
        kind: 'not-drained',
        reason: `failed: ${'x'.repeat(300)}`,
        brokers: Array.from({ length: 30 }, (_, index) => `${index}.${'broker.'.repeat(20)}example:9092`),
        end: offsets(30, 10 ** 15),
        waitedMs: 10 ** 9,
        budgetMs: 10 ** 9,
        cause: 'other',
        proof: wide,
      },
    ],
  ] as const)('of %s is never wider than 100 columns, with 30 partitions and the longest name', (_kind, outcome) => {
    const text = explainArrival(outcome, far)?.text ?? ''
    expect(tooWide(text)).toEqual([])
    expect(text.replace(/\n\s*/g, '')).toContain(longTopic)
  })

  it('of too late a subscription is never wider than 100 columns', () => {
    const there = [messageWith({ timestamp: callAt + 5 })]
    const explanation = explainArrival(missingWith({ proof: wide, before: there }), {
      ...far,
      subscribedAt: callAt + 50,
    })
    expect(explanation?.code).toBe('SUBSCRIPTION_TOO_LATE')
    expect(tooWide(explanation?.text)).toEqual([])
  })

  it('is masked before its lines are broken', () => {
    const mask = createMask({ byPattern: false })
    mask.registerSecret('correct horse battery staple')
    for (let blanks = 0; blanks < 60; blanks++) {
      const suffix = ` ${'x'.repeat(blanks)} correct horse battery staple`
      const { text = '' } =
        explainArrival(
          missingWith(),
          around({ expectation: { suffix, judge: () => [] }, mask: (line) => mask.text(line) }),
        ) ?? {}
      expect(text).not.toContain('horse')
    }
  })

  it('holds at most 50 places among its facts, and how many there were', () => {
    const { facts } = explainArrival({ kind: 'present', messages: many, proof: wide }, far) ?? {}
    expect(facts).toMatchObject({ found: 60, messages: { length: 50 } })
  })
})
