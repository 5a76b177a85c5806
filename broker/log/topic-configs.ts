// The topic configs that can be given, with their rules. Four have a meaning here; the others are checked and kept, so
// that a creator written for a real broker works, and do nothing: docs/broker.md says so.
// Source: https://kafka.apache.org/documentation/#topicconfigs

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

type Rule = (value: string) => string | undefined

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['cleanup.policy', listOf('delete', 'compact')],
  ['compression.type', oneOf('uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer')],
  ['delete.retention.ms', integerFrom(0)],
  ['file.delete.delay.ms', integerFrom(0)],
  ['flush.messages', integerFrom(1)],
  ['flush.ms', integerFrom(0)],
  ['max.compaction.lag.ms', integerFrom(1)],
  ['max.message.bytes', integerFrom(0, 0x7fffffff)],
  ['message.timestamp.type', oneOf('CreateTime', 'LogAppendTime')],
  ['min.compaction.lag.ms', integerFrom(0)],
  ['min.insync.replicas', integerFrom(1, 0x7fffffff)],
  ['retention.bytes', integerFrom(-1)],
  ['retention.ms', integerFrom(-1)],
  ['segment.bytes', integerFrom(14, 0x7fffffff)],
  ['segment.ms', integerFrom(1)],
])

/** Checks configs as CreateTopics gives them; a null value means the default. */
export function checkConfigs(
  given: readonly { readonly name: string; readonly value: string | null }[],
  defaults: TopicSettings,
): CheckedConfigs {
  const configs = new Map<string, string>()
  for (const { name, value } of given) {
    const rule = rules.get(name)
    if (rule === undefined) return { wrong: `There is no topic config "${name}".` }
    if (value === null) continue
    const expected = rule(value)
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

/** A rule gives undefined for a right value, and otherwise what it should be, to be read after "is not". */
function oneOf(...allowed: readonly string[]): Rule {
  return (value) => (allowed.includes(value) ? undefined : `one of ${allowed.join(', ')}`)
}

function listOf(...allowed: readonly string[]): Rule {
  return (value) => {
    const parts = value.split(',').map((part) => part.trim())
    return parts.every((part) => allowed.includes(part)) ? undefined : `a list of ${allowed.join(', ')}`
  }
}

function integerFrom(min: number, max = Number.MAX_SAFE_INTEGER): Rule {
  return (value) => {
    const number = Number(value)
    const right = /^-?\d+$/.test(value) && number >= min && number <= max
    return right ? undefined : `a whole number of at least ${min}`
  }
}
