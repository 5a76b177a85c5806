// Records that a scenario writes itself.

import { writeJson } from '../shared/index.js'
import { resolveTopic } from './topics.js'
import { docStringText, docStringValue, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** A record as a step writes it. */
export interface Outgoing {
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A doc string; `null` is a tombstone. */
  readonly value: string | null
}

/** Writes one record to a channel or topic and keeps where it went as `published`. */
export async function publish(world: KataWorld, name: string, { key, headers = {}, value }: Outgoing): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const content = value === null ? null : payloadOf(world, value)
  const at = Date.now()
  const published = await world.kafka.publish(topic, {
    key: key === undefined ? null : String(resolveEmbedded(key, world)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([header, text]) => [header, String(resolveEmbedded(text, world))]),
    ),
    value: content,
  })
  world.causes.push({ name: `the record published to "${topic}"`, at, kind: 'publish' })
  world.variables.set('published', published)
}

/** What has nothing to put in goes out byte for byte; JSON with variables is written anew, on one line. */
function payloadOf(world: KataWorld, written: string): string {
  if (!/#\(/.test(docStringText(written))) return written
  const value = docStringValue(written, world)
  return typeof value === 'string' ? value : (writeJson(value) ?? '')
}
