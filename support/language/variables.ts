import { KataError, nearest } from '../shared/index.js'

/** The variables of a scenario, read only; a `Map` is one. */
export type Variables = Pick<ReadonlyMap<string, unknown>, 'has' | 'get' | 'keys'>

/** @throws KataError VARIABLE_UNKNOWN with the near names */
export function variable(variables: Variables, name: string): unknown {
  if (variables.has(name)) return variables.get(name)
  const names = [...variables.keys()]
  const near = nearest(names, name)
  const known = near.length > 0 ? `Near: ${near.join(', ')}.` : knownText(names)
  throw new KataError('VARIABLE_UNKNOWN', {
    couldNot: `The variable \`${name}\` cannot be read.`,
    found: `No step of this scenario has set it. ${known}`,
    todo: 'Correct the name, or set it in an earlier step.',
    facts: { name, near },
  })
}

function knownText(names: readonly string[]): string {
  if (names.length === 0) return 'None is set at all.'
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `Set are: ${names.slice(0, 5).join(', ')}${more}.`
}
