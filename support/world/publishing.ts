// Records that a scenario writes itself.

import type { DataTable } from '@cucumber/cucumber'
import { typedCell } from '../language/index.js'
import { parsePath } from '../match/index.js'
import { KataError, writeJson } from '../shared/index.js'
import { allowStep } from './run-step.js'
import { resolveTopic } from './topics.js'
import { docStringText, docStringValue, pairsOf, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** A record as a step writes it. */
export interface Outgoing {
  readonly key?: string
  /** Several values of one name are a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** A doc string; `null` is a tombstone. */
  readonly value: string | null
}

/** Writes one record to a channel or topic and keeps where it went as `published`. */
export async function publish(world: KataWorld, name: string, { key, headers = {}, value }: Outgoing): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const content = value === null ? null : payloadOf(world, value)
  allowStep(world, world.worker.settings.timeouts.drainMs)
  const at = Date.now()
  const published = await world.kafka.publish(topic, {
    key: key === undefined ? null : String(resolveEmbedded(key, world)),
    headers: Object.fromEntries(Object.entries(headers).map(([header, texts]) => [header, headerValue(world, texts)])),
    value: content,
  })
  world.causes.push({ name: `the record published to "${topic}"`, at, kind: 'publish' })
  world.variables.set('published', published)
}

/**
 * Writes the record that a table describes: `headers['x-a']` as often as wanted, `value`, and `key` where it has one. A
 * value of `null` is a tombstone; any other goes out as its cell stands there, without the quotes of a text.
 *
 * @throws KataError TABLE_INVALID, PATH_INVALID and what `publish` throws
 */
export async function publishDescribed(world: KataWorld, name: string, table: DataTable): Promise<void> {
  const headers = new Map<string, string[]>()
  const rest = new Map<string, string>()
  for (const [path, cell] of pairsOf(table, ['path', 'value'])) {
    const [root, header, ...deeper] = parsePath(path)
    if (root === 'headers' && typeof header === 'string' && deeper.length === 0) {
      headers.set(header, [...(headers.get(header) ?? []), textOf(cell)])
    } else if ((root === 'value' || root === 'key') && header === undefined && !rest.has(root)) rest.set(root, cell)
    else throw noPart(path)
  }
  const [key, value] = [rest.get('key'), rest.get('value')]
  if (value === undefined) throw noPayload()
  await publish(world, name, {
    ...(key === undefined ? {} : { key: textOf(key) }),
    headers: Object.fromEntries(
      [...headers].map(([header, texts]) => [header, texts[1] === undefined ? (texts[0] ?? '') : texts]),
    ),
    value: typedCell(value) === null ? null : textOf(value),
  })
}

/** What a cell says as text: the text in its quotes, or itself. */
function textOf(cell: string): string {
  const value = typedCell(cell)
  return typeof value === 'string' ? value : cell
}

function headerValue(world: KataWorld, texts: string | readonly string[]): string | string[] {
  if (typeof texts === 'string') return String(resolveEmbedded(texts, world))
  return texts.map((text) => String(resolveEmbedded(text, world)))
}

function noPart(path: string): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The record that the step describes cannot be published.',
    found: `\`${path}\` is no part of a record, or stands there twice.`,
    todo: "Write rows for `headers['…']`, one for `value`, and one for `key` where the record has one.",
    facts: { path },
  })
}

function noPayload(): KataError {
  return new KataError('TABLE_INVALID', {
    couldNot: 'The record that the step describes cannot be published.',
    found: 'The table has no row `value`, which is its payload.',
    todo: 'Add `| value | {"a": 1} |`, or `| value | null |` for a tombstone.',
  })
}

/** What has nothing to put in goes out byte for byte; JSON with variables is written anew, on one line. */
function payloadOf(world: KataWorld, written: string): string {
  if (!/#\(/.test(docStringText(written))) return written
  const value = docStringValue(written, world)
  return typeof value === 'string' ? value : (writeJson(value) ?? '')
}
