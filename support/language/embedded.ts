// `#(name)` in texts, tables and JSON. Only names and paths stand between the brackets; nothing is computed.

import { isPlainObject, joinPath, lookUp, type PathStep, parsePath } from '../match/index.js'
import { KataError, writeJson } from '../shared/index.js'
import { type Variables, variable } from './variables.js'

const embedded = /(##?)\(((?:[^()'"]|'[^']*'|"[^"]*")*)\)/g

/**
 * Puts the values of variables in the place of `#(name)` and `#(name.path)`, at any depth; keys stay.
 *
 * A text that is only `#(name)` becomes the value with its type; inside a longer text the value is written out. A key
 * whose value is only `##(name)` is left out where that is null. What is put in is not looked through again.
 *
 * @param value from a feature file: a text, a table's rows, parsed JSON
 * @param put what becomes of each value that is put in, such as `literal` of support/match where an expectation is made
 * @throws KataError VARIABLE_UNKNOWN with the near names; PATH_INVALID where the variable has no such place
 */
export function resolveEmbedded(
  value: unknown,
  variables: Variables,
  put: (value: unknown) => unknown = (value) => value,
): unknown {
  if (typeof value === 'string') return resolveText(value, variables, put)
  if (Array.isArray(value)) return value.map((item) => resolveEmbedded(item, variables, put))
  if (!isPlainObject(value)) return value
  const entries = Object.entries(value).map(
    ([key, item]) => [key, resolveEmbedded(item, variables, put), item] as const,
  )
  return Object.fromEntries(entries.filter(([, resolved, item]) => !(resolved === null && isOptional(item))))
}

function resolveText(text: string, variables: Variables, put: (value: unknown) => unknown): unknown {
  const [first] = text.matchAll(embedded)
  if (first?.[0] === text) return put(valueFor(first[2] ?? '', variables))
  const written = text.replace(embedded, (_all, _sign, expression: string) => asText(valueFor(expression, variables)))
  return first?.index === 0 ? put(written) : written
}

function isOptional(item: unknown): boolean {
  return typeof item === 'string' && item.startsWith('##(')
}

function valueFor(expression: string, variables: Variables): unknown {
  const path = expression.trim()
  const [name, ...rest] = parsePath(path)
  if (typeof name !== 'string') throw leadsNowhere(path, 'No name of a variable stands there.')
  let value = variable(variables, name)
  let at = name
  for (const step of rest) {
    const inside = lookUp(value, joinPath('', step))
    if (inside === undefined) throw leadsNowhere(path, `\`${at}\` has no ${stepText(step)}.`)
    value = inside
    at = joinPath(at, step)
  }
  return value
}

function stepText(step: PathStep): string {
  return typeof step === 'number' ? `item ${step}` : `\`${step}\``
}

function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? (writeJson(value) ?? '') : String(value)
}

function leadsNowhere(path: string, found: string): KataError {
  return new KataError('PATH_INVALID', {
    couldNot: `\`#(${path})\` cannot be replaced.`,
    found,
    todo: 'Between the brackets stands a variable, or a path into one, such as `#(first.value.mobileNumber)`.',
    facts: { path },
  })
}
