// Turns what reached a sink, or did not, into the words of a failure.

import { type Mismatch, previewValue } from '../match/index.js'
import type { Explanation, Trigger } from './explanation.js'
import { cut, labelled, wrapped } from './lines.js'
import { duration, factsOf, hintOf, listed, type MaskText, mismatchLines } from './words.js'

/** What was looked for, and where. */
export interface DeliveryDemand {
  /** Such as `The SMS gateway`. */
  readonly sink: string
  /** Such as `message for mobile number 98…`. */
  readonly what: string
  /** The service that should have sent it. */
  readonly service: string
  readonly trigger?: Trigger | undefined
  readonly mask: MaskText
}

/** What the consumer group of the service reads, and what it has not done. */
export interface GroupOutlook {
  readonly groupId: string
  readonly topics: readonly string[]
  readonly behind: readonly {
    readonly topic: string
    readonly partition: number
    readonly committed?: number
    readonly end: number
  }[]
}

/** Explains that nothing came in time. */
export function explainNoDelivery(demand: DeliveryDemand, group: GroupOutlook, timeoutMs: number): Explanation {
  const { sink, what, service, trigger, mask } = demand
  const text = [
    wrapped(mask(`${sink} received no ${what} within ${timeoutMs} ms.`)),
    ...groupLines(group),
    ...(trigger === undefined
      ? []
      : [labelled('after', mask(`${trigger.name}, ${duration(Date.now() - trigger.at)} before`))]),
    wrapped(adviceOf(service, group)),
  ]
  return { class: 'MISSING', code: 'MISSING', text: text.join('\n'), facts: { ...group, timeoutMs } }
}

/** Explains that something else came than exactly `expected`. */
export function explainDeliveries(
  demand: DeliveryDemand,
  deliveries: readonly unknown[],
  expected: 'one' | 'none',
): Explanation {
  const { sink, what, service, mask } = demand
  const count = deliveries.length === 1 ? `a ${what}` : `${deliveries.length} times a ${what}`
  const text = [
    wrapped(mask(`${sink} received ${count} where ${expected === 'one' ? 'exactly one' : 'none'} was expected.`)),
    ...deliveries.slice(0, 5).map((delivery) => labelled('delivery', cut(mask(previewValue(delivery)), 300))),
    wrapped(`Look in the log of ${service} for why it sent ${expected === 'one' ? 'again' : 'at all'}.`),
  ]
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts: { deliveries: deliveries.length } }
}

/** Explains why a delivery is not what it must be. */
export function explainDelivery(delivery: unknown, mismatches: readonly Mismatch[], mask: MaskText): Explanation {
  const text = [
    'What was delivered does not match what the step expects.',
    ...mismatchLines(mismatches, mask, 2),
    wrapped(hintOf(mismatches, mask) ?? 'Compare what the service was asked to send with what it sent.'),
  ]
  const facts = { id: Reflect.get(Object(delivery), 'id'), mismatches: factsOf(mismatches) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts }
}

/** Explains why nothing can be said: the service has not done everything yet, or nobody reads its topics. */
export function explainGroupBehind(demand: DeliveryDemand, group: GroupOutlook, timeoutMs: number): Explanation {
  const { sink, what, service, mask } = demand
  const text = [
    wrapped(mask(`What ${sink.replace(/^The/, 'the')} receives as a ${what} could not be told for certain.`)),
    ...groupLines(group),
    wrapped(
      group.topics.length === 0
        ? `Start ${service}; its group is named in schemas/asyncapi/${service}.yaml.`
        : `It was waited for ${timeoutMs} ms. A message that ${service} has not done yet may still be sent on.`,
    ),
  ]
  return { class: 'INFRASTRUCTURE', code: 'SERVICE_BEHIND', text: text.join('\n'), facts: { ...group, timeoutMs } }
}

/** Explains that a topic which nobody should read is read. */
export function explainReaders(topic: string, groups: readonly string[]): Explanation {
  const text = [
    wrapped(`The topic "${topic}" is read, where nobody was expected to.`),
    labelled('groups', listed(groups)),
    'Look whether these groups are meant to read it.',
  ]
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts: { topic, groups } }
}

function groupLines({ groupId, topics, behind }: GroupOutlook): readonly string[] {
  if (topics.length === 0) return [labelled('group', `"${groupId}" has no member that reads anything`)]
  const places = behind.map(({ topic, partition, committed, end }) => {
    return `partition ${partition} of "${topic}" up to ${committed ?? 'nothing'} of ${end}`
  })
  const unread = [...new Set(behind.map(({ topic }) => topic))].filter((topic) => !topics.includes(topic))
  return [
    labelled('group', `"${groupId}" reads ${listed(topics)}`),
    ...(unread.length === 0 ? [] : [labelled('no reader', listed(unread))]),
    labelled('has done', behind.length === 0 ? 'everything' : listed(places)),
  ]
}

function adviceOf(service: string, { topics, behind }: GroupOutlook): string {
  if (topics.length === 0) return `Start ${service}: nobody takes the records.`
  if (behind.length > 0) return `Look in the log of ${service} for what holds it up.`
  return `${service} has dropped it, or the record went to another topic: look in its log, and where the record is.`
}
