// Turns messages that did not arrive in the order of a table into the words of a CONTRACT failure.

import type { Message } from '../kafka/index.js'
import type { Mismatch } from '../match/index.js'
import type { Explanation } from './explanation.js'
import { labelled, wrapped } from './lines.js'
import {
  counted,
  factsOf,
  hintOf,
  listed,
  type MaskText,
  messageLines,
  mismatchLines,
  placeAndTime,
  placesOf,
} from './words.js'

/** One of the messages, and how it fits the rows. */
export interface OrderedMessage {
  readonly message: Message
  /** Index of the row that it fits. */
  readonly fits: number
  /** In which ways it is not what the row at its own place describes. */
  readonly mismatches: readonly Mismatch[]
}

/** Explains what is wrong with an order; nothing where it is that of the rows. */
export function explainOrder(ordered: readonly OrderedMessage[], mask: MaskText): Explanation | undefined {
  const messages = ordered.map(({ message }) => message)
  const partitions = [...new Set(messages.map(({ partition }) => partition))]
  if (partitions.length > 1) return explainPartitions(messages, partitions)
  const wrong = ordered.findIndex(({ mismatches }) => mismatches.length > 0)
  const first = ordered[wrong]
  if (first === undefined) return undefined
  const text = [
    wrapped(`The messages on "${first.message.topic}" did not arrive in the order of the table.`),
    labelled('arrived', `rows ${listed(ordered.map(({ fits }) => String(fits + 1)))}`),
    labelled(`row ${wrong + 1}`, placeAndTime(first.message)),
    ...mismatchLines(first.mismatches, mask, 12),
    wrapped(
      hintOf(first.mismatches, mask) ?? 'Compare in what order the service publishes with the rows of the table.',
    ),
  ]
  return contract(text, { messages, partitions, row: wrong + 1, mismatches: factsOf(first.mismatches) })
}

function explainPartitions(messages: readonly Message[], partitions: readonly number[]): Explanation {
  const where = listed(partitions.map(String))
  const text = [
    wrapped(
      `${counted(messages.length)} of the table arrived on "${messages[0]?.topic}", but in no order: they lie in partitions ${where}.`,
    ),
    ...messageLines(messages),
    'Kafka keeps an order within one partition alone: have the messages published with the same key.',
  ]
  return contract(text, { messages, partitions })
}

function contract(
  text: readonly string[],
  { messages, ...facts }: { readonly messages: readonly Message[]; readonly [name: string]: unknown },
): Explanation {
  const all = { topic: messages[0]?.topic, ...facts, messages: placesOf(messages) }
  return { class: 'CONTRACT', code: 'CONTRACT', text: text.join('\n'), facts: all }
}
