// Whether the settings and the catalogue mean the same channels: a misspelt one would leave its topic as it is.
import { fileURLToPath } from 'node:url'
import type { UnresolvedSettings } from '../config/index.js'
import { loadCatalogue } from '../contract/index.js'
import { KataError, nearest } from '../shared/index.js'

const schemas = fileURLToPath(new URL('../../schemas', import.meta.url))

/**
 * Looks whether each channel under `topics` is one of the catalogue; reads the catalogue only where there are any.
 *
 * @throws KataError SETTINGS_INVALID with the near names; CATALOGUE_INVALID
 */
export function checkTopicNames({ given, environment, file }: UnresolvedSettings): void {
  const named = Object.keys(given.topics ?? {})
  if (named.length === 0) return
  const channels = [...loadCatalogue(schemas).channels.keys()]
  const unknown = named.find((name) => !channels.includes(name))
  if (unknown === undefined) return
  const near = nearest(channels, unknown)
  const hint = near.length > 0 ? `Near: ${near.join(', ')}.` : `There are: ${channels.sort().join(', ')}.`
  throw new KataError('SETTINGS_INVALID', {
    couldNot: `The settings in ${file} cannot be used.`,
    found: `environments.${environment}.topics.${unknown} is no channel of the catalogue.`,
    todo: `Write the name of a channel. ${hint}`,
    facts: { file, channel: unknown, channels },
  })
}
