// The configs of one topic, checked as they are given. Two have a meaning here; the others are checked and kept, so that
// a creator written for a real broker works, and do nothing: docs/broker.md says so. Which there are: config-table.ts.
import { knownConfigs } from './config-table.js'

/** The configs with a meaning, in the form in which they are used. */
export interface TopicSettings {
  /** Largest record batch, in bytes. */
  readonly maxMessageBytes: number
  readonly timestampType: 'CreateTime' | 'LogAppendTime'
}

/** Configs by name, or a sentence about the first one that is wrong. */
export type CheckedConfigs =
  | { readonly configs: ReadonlyMap<string, string>; readonly settings: TopicSettings }
  | { readonly wrong: string }

/** Checks configs as CreateTopics gives them; a null value means the default. */
export function checkConfigs(
  given: readonly { readonly name: string; readonly value: string | null }[],
  defaults: TopicSettings,
): CheckedConfigs {
  const configs = new Map<string, string>()
  for (const { name, value } of given) {
    const known = knownConfigs.get(name)
    if (known === undefined) return { wrong: `There is no topic config "${name}".` }
    if (value === null) continue
    const expected = known.rule(value)
    if (expected !== undefined) return { wrong: `"${value}" for ${name} is not ${expected}.` }
    configs.set(name, value)
  }
  const maxMessageBytes = configs.get('max.message.bytes')
  const settings: TopicSettings = {
    maxMessageBytes: maxMessageBytes === undefined ? defaults.maxMessageBytes : Number(maxMessageBytes),
    timestampType: (configs.get('message.timestamp.type') ?? defaults.timestampType) as TopicSettings['timestampType'],
  }
  return { configs, settings }
}
