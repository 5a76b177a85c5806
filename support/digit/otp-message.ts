// How the message of a one-time password is recognised, and where its code is. What else it must look like is the
// contract's: a wrong category is a broken contract, not a missing message.

import type { OtpPattern } from '../contract/index.js'
import type { Message } from '../kafka/index.js'
import { execBounded, lookUp, type Mismatch, matchPaths } from '../match/index.js'
import { KataError } from '../shared/index.js'

/** Judges whether a message is the SMS of a one-time password for that number. */
export function isForNumber(mobileNumber: string): (message: Message) => readonly Mismatch[] {
  return (message) => matchPaths(message, [{ path: 'value.mobileNumber', expected: mobileNumber }])
}

/** Judges whether a message is the e-mail to that address, which is written to nobody else. */
export function isForAddress(address: string): (message: Message) => readonly Mismatch[] {
  return (message) => matchPaths(message, [{ path: 'value.email.emailTo', expected: [address] }])
}

/** How long after its own timestamp the text is worth sending, in milliseconds; nothing where it does not say. */
export function lifetimeOf({ value, timestamp }: Message): number | undefined {
  const expiryTime = lookUp(value, 'expiryTime')
  return typeof expiryTime === 'number' ? expiryTime - timestamp : undefined
}

/**
 * Cuts the code out of a message.
 *
 * @param rule where the channel's contract says that it is
 * @throws KataError CODE_NOT_FOUND
 */
export function codeIn(message: Message, rule: OtpPattern): string {
  const code = findCode(message, rule)
  if (code !== undefined) return code
  throw new KataError('CODE_NOT_FOUND', {
    couldNot: 'The one-time password could not be cut out of the message.',
    found: `At \`${rule.path}\` of partition ${message.partition} offset ${message.offset} nothing matches ${rule.pattern}`,
    todo: 'Correct `x-one-time-password` of the channel in schemas/asyncapi, or look at the text that the service sends.',
    facts: { topic: message.topic, partition: message.partition, offset: message.offset, ...rule },
  })
}

/** The code of a message, or nothing where there is none: for masking, before anybody asks for it. */
export function findCode(message: Message, rule: OtpPattern): string | undefined {
  const text = lookUp(message, rule.path)
  if (typeof text !== 'string') return undefined
  const found = execBounded(new RegExp(rule.pattern, 'u'), text)
  return found.outcome === 'found' ? (found.groups[1] ?? found.groups[0]) : undefined
}
