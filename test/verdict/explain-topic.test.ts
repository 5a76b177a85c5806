import { describe, expect, it } from 'vitest'
import type { Mismatch } from '../../support/match/index.js'
import { explainBrokers, explainTopic } from '../../support/verdict/index.js'
import { longTopic, tooWide } from './facts.js'

const mask = (text: string) => text
const demand = { must: 'have 3 partitions', advice: 'Look who created it.', mask }
const mismatch: Mismatch = { path: 'partitions', rule: 'equals', expected: 3, actual: 1 }

describe('a topic that is not what it must be', () => {
  it('is told by what differs, and by its name among the facts', () => {
    expect(explainTopic('otp', [mismatch], demand)).toEqual({
      class: 'CONTRACT',
      code: 'CONTRACT',
      text: [
        'The topic "otp" does not have 3 partitions.',
        '  partitions   equals   expected 3   actual 1',
        'Look who created it.',
      ].join('\n'),
      facts: { topic: 'otp', topicExists: true, mismatches: [mismatch] },
    })
  })

  it('may not be there at all', () => {
    expect(explainTopic('otp', [], demand)).toMatchObject({
      class: 'CONTRACT',
      text: [
        'The topic "otp" does not have 3 partitions.',
        '  the topic does not exist',
        'Nothing has created the topic: check its name, and what the service is configured with.',
      ].join('\n'),
      facts: { topic: 'otp', topicExists: false, mismatches: [] },
    })
  })

  it('is told in lines of at most 100 columns, and by five of a thousand partitions', () => {
    const mismatches = Array.from({ length: 1000 }, (_, partition) => ({
      ...{ path: `partitions[${partition}].isr`, rule: 'equals', expected: 3, actual: 2 },
      hint: 'Broker 3 is not in sync.',
    }))
    const { text, facts } = explainTopic(longTopic, mismatches, demand)
    expect(tooWide(text)).toEqual([])
    expect(text).toContain('  … and 995 more\nBroker 3 is not in sync. Look who created it.')
    expect(facts.mismatches).toHaveLength(50)
  })
})

it('too few brokers are told with the first five that are up', () => {
  expect(explainBrokers([1, 2, 3, 4, 5, 6], 7)).toEqual({
    class: 'CONTRACT',
    code: 'CONTRACT',
    text: [
      'The cluster does not have at least 7 brokers.',
      '  brokers   at least   expected 7   actual 6',
      'Up are brokers 1, 2, 3, 4, 5 and 1 more: look why the others are down, or whether this environment',
      '  has them.',
    ].join('\n'),
    facts: { brokerIds: [1, 2, 3, 4, 5, 6], expected: 7 },
  })
})
