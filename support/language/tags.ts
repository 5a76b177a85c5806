// Tags that mean something to the framework. All others belong to whoever writes the features.

import { KataError, similarity } from '../shared/index.js'

/** Names of the tags that are read, each written `@name=value`. */
const tagNames: readonly string[] = ['needs', 'severity', 'owner', 'requirement']
/** Names that a reader of features takes for tags with a meaning; nothing reads them. */
const reservedNames: readonly string[] = ['env', 'envnot', 'lock']
/** Names that mean something elsewhere, as tags without a value, and nothing here yet. */
const unsupportedNames: readonly string[] = ['fail', 'ignore']
/** How alike a name must be to be taken for a misspelt one. */
const nearness = 0.7

/**
 * Refuses tags that look like ours and would be ignored: `@need=x`, `@needs`, `@Severity=x`, `@env=qa`, `@ignore`.
 *
 * @param place such as `features/a.feature:3`
 * @throws KataError TAG_UNKNOWN
 */
export function refuseMisreadTags(tags: readonly string[], place: string): void {
  for (const tag of tags) {
    const problem = problemOf(tag)
    if (problem === undefined) continue
    throw new KataError('TAG_UNKNOWN', {
      couldNot: `The tag ${tag} would be ignored.`,
      found: `${place}: ${problem}`,
      todo: `These mean something: ${tagNames.map((name) => `@${name}=…`).join(', ')}; name your own otherwise.`,
      facts: { tag, place },
    })
  }
}

function problemOf(tag: string): string | undefined {
  const [, name = '', sign, value] = /^@([^=:(]*)([=:(]?)(.*)$/s.exec(tag) ?? []
  if (tagNames.includes(name) && sign === '=') return value === '' ? `nothing stands after @${name}=.` : undefined
  if (tagNames.includes(name)) return `it is written @${name}=VALUE.`
  if (unsupportedNames.includes(name)) return `@${name} is not supported yet: the scenario would run like any other.`
  if (sign !== '=') return undefined
  const plain = name.toLowerCase().replace(/[-_]/g, '')
  if (reservedNames.includes(plain)) return `nothing reads @${name}=; scenarios are chosen by --tags.`
  const near = tagNames.find((known) => similarity(known, plain) >= nearness)
  return near === undefined ? undefined : `near: @${near}=`
}
