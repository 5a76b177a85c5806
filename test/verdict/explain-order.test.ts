import { describe, expect, it } from 'vitest'
import { explainOrder } from '../../support/verdict/index.js'
import { longTopic, messageWith, tooWide } from './facts.js'

const plain = (text: string) => text
const at = (offset: number, partition = 0, topic = 'otp') => messageWith({ topic, partition, offset })
const mismatch = { path: 'value.id', rule: 'equals', expected: 2, actual: 3 }

describe('messages in an order', () => {
  it('that is the table’s need no words', () => {
    const ordered = [at(4), at(7)].map((message, fits) => ({ message, fits, mismatches: [] }))
    expect(explainOrder(ordered, plain)).toBeUndefined()
  })

  it('that is another are told by the rows that they fit, and by the first that is out of place', () => {
    const ordered = [
      { message: at(4), fits: 0, mismatches: [] },
      { message: at(5), fits: 2, mismatches: [mismatch] },
      { message: at(6), fits: 1, mismatches: [{ ...mismatch, expected: 3, actual: 2 }] },
    ]
    expect(explainOrder(ordered, plain)).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        'The messages on "otp" did not arrive in the order of the table.',
        '  arrived   rows 1, 3, 2',
        '  row 2     partition 0 offset 5, 2026-01-02T03:04:05.800Z',
        '            value.id   equals   expected 2   actual 3',
        'Compare in what order the service publishes with the rows of the table.',
      ].join('\n'),
      facts: {
        topic: 'otp',
        partitions: [0],
        row: 2,
        mismatches: [mismatch],
        messages: [4, 5, 6].map((offset) => ({ topic: 'otp', partition: 0, offset })),
      },
    })
  })

  it('have none across partitions, whatever came first', () => {
    const ordered = [at(4, 2), at(9, 0)].map((message, fits) => ({ message, fits, mismatches: [] }))
    expect(explainOrder(ordered, plain)?.text).toBe(
      [
        '2 messages of the table arrived on "otp", but in no order: they lie in partitions 2, 0.',
        '  partition 2 offset 4, 2026-01-02T03:04:05.800Z',
        '  partition 0 offset 9, 2026-01-02T03:04:05.800Z',
        'Kafka keeps an order within one partition alone: have the messages published with the same key.',
      ].join('\n'),
    )
  })

  it('are never told in lines wider than 100 columns', () => {
    const wide = { ...mismatch, hint: 'h'.repeat(400) }
    const texts = [0, 1].map(
      (partition) =>
        explainOrder(
          [
            { message: at(4, 0, longTopic), fits: 1, mismatches: [wide] },
            { message: at(4, partition, longTopic), fits: 0, mismatches: [wide] },
          ],
          plain,
        )?.text ?? '',
    )
    expect(texts.flatMap(tooWide)).toEqual([])
  })
})
