// Addresses with parameters, such as `{softwareStatementId}`: a channel that has one topic for each value.

import type { Channel } from './channel.js'

/** A parameter in its braces. */
const parameter = /\{([^{}]+)\}/g

/** Whether the channel has a topic for each value of its parameters, and none of its own. */
export function hasParameters({ address }: Pick<Channel, 'address'>): boolean {
  return address.search(parameter) !== -1
}

/**
 * Whether a topic is one of the channel's. A parameter that does not say what its values look like fits nothing:
 * otherwise every misspelt topic would be one.
 */
export function fitsAddress(topic: string, { address, parameters = {} }: Channel): boolean {
  const names = [...address.matchAll(parameter)].map(([, name = '']) => name)
  if (names.length === 0 || names.some((name) => !Object.hasOwn(parameters, name))) return false
  const parts = address.split(parameter)
  const pattern = parts.map((part, index) => (index % 2 === 0 ? literally(part) : `(?:${parameters[part]})`)).join('')
  return new RegExp(`^${pattern}$`, 'u').test(topic)
}

/** The one topic that the values make; a parameter without a value stays in its braces. */
export function topicAt(address: string, values: Readonly<Record<string, string>>): string {
  return address.replace(parameter, (braces, name) => (Object.hasOwn(values, name) ? (values[name] ?? braces) : braces))
}

/** A regular expression that fits that text alone. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
