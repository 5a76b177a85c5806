// Turns what a judgement found on a topic or on the cluster into the words of a CONTRACT failure.

import type { Mismatch } from '../match/index.js'
import type { Explanation } from './explanation.js'
import { wrapped } from './lines.js'
import { factsOf, hintOf, listed, type MaskText, mismatchLines } from './words.js'

/** What a topic must be, in words, and what to do where it is not. */
export interface TopicDemand {
  /** Such as `have 3 partitions`. */
  readonly must: string
  readonly advice: string
  readonly mask: MaskText
}

/** Explains why a topic is not what it must be; without mismatches it is not there at all. */
export function explainTopic(topic: string, mismatches: readonly Mismatch[], demand: TopicDemand): Explanation {
  const { must, mask } = demand
  const isThere = mismatches.length > 0
  const advice = isThere
    ? mask(demand.advice)
    : 'Nothing has created the topic: check its name, and what the service is configured with.'
  const text = [
    wrapped(mask(`The topic "${topic}" does not ${must}.`)),
    ...(isThere ? mismatchLines(mismatches, mask, 2) : ['  the topic does not exist']),
    wrapped([hintOf(mismatches, mask), advice].filter((part) => part !== undefined).join(' ')),
  ]
  return contract(text, { topic, topicExists: isThere, mismatches: factsOf(mismatches) })
}

/** Explains why the cluster has too few brokers. */
export function explainBrokers(brokerIds: readonly number[], expected: number): Explanation {
  const many = `at least ${expected} broker${expected === 1 ? '' : 's'}`
  const text = [
    `The cluster does not have ${many}.`,
    ...mismatchLines([{ path: 'brokers', rule: 'at least', expected, actual: brokerIds.length }], (line) => line, 2),
    wrapped(
      `Up ${brokerIds.length === 1 ? 'is broker' : 'are brokers'} ${listed(brokerIds.map(String)) || 'none'}: look why the others are down, or whether this environment has them.`,
    ),
  ]
  return contract(text, { brokerIds, expected })
}

function contract(text: readonly string[], facts: Readonly<Record<string, unknown>>): Explanation {
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}
