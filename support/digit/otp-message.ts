// How the message of a one-time password is recognised, and where its code is. What else it must look like is the
// contract's: a wrong category is a broken contract, not a missing message.

import type { OtpPattern } from '../contract/index.js'
import type { Message } from '../kafka/index.js'
import { execBounded, lookUp, type Mismatch, matchPaths } from '../match/index.js'
import { KataError } from '../shared/index.js'

/** A number without its country. */
const nationalDigits = 10
/** A text with more numbers than this is no message with a code. */
const maxCodes = 100

/** Judges whether a message is the SMS of a one-time password for that number. */
export function isForNumber(mobileNumber: string): (message: Message) => readonly Mismatch[] {
  return (message) => matchPaths(message, [{ path: 'value.mobileNumber', expected: mobileNumber }])
}

/** Judges whether a message is the e-mail to that address, which is written to nobody else. */
export function isForAddress(address: string): (message: Message) => readonly Mismatch[] {
  return (message) => matchPaths(message, [{ path: 'value.email.emailTo', expected: [address] }])
}

/**
 * Judges whether a message has anything to do with that number, in whatever form: for the proof that none was sent, which
 * a service that writes the number in another way must not pass. What has too few digits for a number stands in many that
 * are somebody else's, and in codes and times: it must be the whole of a text.
 */
export function concernsNumber(mobileNumber: string): (message: Message) => readonly Mismatch[] {
  const isMeant = isForNumber(mobileNumber)
  const digits = mobileNumber.replace(/\D/g, '').slice(-nationalDigits)
  const holds = (text: string) =>
    digits.length < nationalDigits
      ? text === mobileNumber
      : text.includes(digits) || text.replace(/[\s().-]/g, '').includes(digits)
  return (message) => (mentions([message.key, message.value], holds) ? [] : isMeant(message))
}

/** The same of an e-mail to that address. */
export function concernsAddress(address: string): (message: Message) => readonly Mismatch[] {
  const isMeant = isForAddress(address)
  const wanted = address.toLowerCase()
  const holds = (text: string) => text.toLowerCase().includes(wanted)
  return (message) => (mentions([message.key, message.value], holds) ? [] : isMeant(message))
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
 * @throws KataError CODE_NOT_FOUND, also where more than one text fits: any of them could be the code
 */
export function codeIn(message: Message, rule: OtpPattern): string {
  const [code, ...others] = findCodes(message, rule)
  if (code !== undefined && others.length === 0) return code
  const place = `At \`${rule.path}\` of partition ${message.partition} offset ${message.offset}`
  const found = others.length === 0 ? 'nothing matches' : `${others.length + 1} different texts match`
  throw new KataError('CODE_NOT_FOUND', {
    couldNot: 'The one-time password could not be cut out of the message.',
    found: `${place} ${found} ${rule.pattern}`,
    todo: 'Correct `x-one-time-password` of the channel in schemas/asyncapi, or look at the text that the service sends.',
    facts: { topic: message.topic, partition: message.partition, offset: message.offset, ...rule },
  })
}

/** Every text of a message that may be the code, each once: for masking, before anybody asks for it. */
export function findCodes(message: Message, rule: OtpPattern): readonly string[] {
  const text = lookUp(message, rule.path)
  if (typeof text !== 'string') return []
  const pattern = new RegExp(rule.pattern, 'gu')
  const codes = new Set<string>()
  for (let tries = 0; tries < maxCodes; tries++) {
    const found = execBounded(pattern, text)
    if (found.outcome !== 'found') break
    const code = found.groups[1] ?? found.groups[0] ?? ''
    if (code !== '') codes.add(code)
    if (found.groups[0] === '') pattern.lastIndex++
  }
  return [...codes]
}

/** Whether a text or a number anywhere in a value is meant; it goes as deep as a payload may be. */
function mentions(value: unknown, isMeant: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isMeant(value)
  if (typeof value === 'number' || typeof value === 'bigint') return isMeant(String(value))
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((part) => mentions(part, isMeant))
}
