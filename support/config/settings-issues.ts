// What the schema finds wrong with a settings file, in plain words with line and column. Values are never quoted: one
// of them may be a secret in the wrong place.
import type { ErrorObject } from 'ajv'
import { type Document, isMap, isNode, isScalar, type LineCounter, type Node } from 'yaml'
import { nearest } from '../shared/index.js'

/** A settings file as YAML, with what places in it need. */
export interface SettingsDocument {
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
}

/** One thing that is wrong; line and column count from 1. */
export interface Issue {
  readonly line: number
  readonly column: number
  readonly text: string
}

const shown = 5

/** One line for each issue, in the order of the file; of more than five, a count. */
export function describeIssues(file: string, issues: readonly Issue[]): string {
  const sorted = [...issues].sort((one, other) => one.line - other.line || one.column - other.column)
  const lines = sorted.slice(0, shown).map(({ line, column, text }) => `  ${file}:${line}:${column}  ${text}`)
  const rest = sorted.length - lines.length
  return [...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n')
}

/** The schema's errors as issues, one for each place. */
export function issuesOf(settings: SettingsDocument, errors: readonly ErrorObject[]): Issue[] {
  const telling = errors.filter((error) => isTelling(error, errors))
  const issues = new Map<string, Issue>()
  for (const error of telling) {
    const path = pathOf(error)
    const key = path.join('/')
    if (issues.has(key)) continue
    const text = `${path.join('.') || 'The file'} ${describe(error, telling)}`
    issues.set(key, { ...placeOf(settings, path, isAboutKey(error)), text })
  }
  return [...issues.values()]
}

/** Of the ways in which an alternative failed, only the one that went deepest tells anything. */
function isTelling({ keyword, instancePath }: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (keyword === 'anyOf' || keyword === 'propertyNames') return false
  return keyword !== 'type' || !all.some((other) => other.instancePath.startsWith(`${instancePath}/`))
}

function pathOf(error: ErrorObject): string[] {
  const path = error.instancePath.split('/').slice(1)
  const names = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (error.keyword === 'additionalProperties') names.push(String(error.params.additionalProperty))
  if (error.propertyName !== undefined) names.push(error.propertyName)
  return names
}

function isAboutKey(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties' || error.propertyName !== undefined
}

function describe(error: ErrorObject, all: readonly ErrorObject[]): string {
  switch (error.keyword) {
    case 'additionalProperties':
      return describeUnknown(error)
    case 'required':
      return `lacks "${error.params.missingProperty}".`
    case 'type':
      return describeType(error, all)
    case 'enum':
      return `must be one of: ${(error.params.allowedValues as string[]).join(', ')}.`
    case 'pattern':
      return describePattern(error)
    default:
      return `${error.message ?? 'does not fit the schema'}.`
  }
}

function describePattern({ propertyName, parentSchema }: ErrorObject): string {
  if (propertyName !== undefined) return 'is no name: use letters, digits, "-" and "_".'
  return parentSchema?.writeOnly === true
    ? `is a secret.\n    Write a reference such as \${env:NAME} or \${file:PATH}, never the secret itself.`
    : `must be true, false, or a reference such as \${env:NAME?}.`
}

function describeUnknown(error: ErrorObject): string {
  const known = Object.keys((error.parentSchema?.properties ?? {}) as object)
  const near = nearest(known, String(error.params.additionalProperty))
  const there = near.length > 0 ? ` Near: ${near.join(', ')}.` : `\n    There are: ${known.join(', ')}.`
  return `is not a setting.${there}`
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
}

function describeType(error: ErrorObject, all: readonly ErrorObject[]): string {
  const types = all
    .filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath)
    .map(({ params }) => String(params.type))
  const wanted = [...new Set(types)].map((type) => typeNames[type] ?? type).join(' or ')
  const hint = types.includes('string') && typeof error.data === 'number' ? ' Write it in quotes.' : ''
  return `must be ${wanted}.${hint}`
}

function placeOf(
  settings: SettingsDocument,
  path: readonly string[],
  isKey: boolean,
): { line: number; column: number } {
  const node = isKey ? keyNode(settings.document, path) : settings.document.getIn(indexed(path), true)
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  const { line, col } = settings.lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function keyNode(document: Document, path: readonly string[]): Node | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(indexed(path.slice(0, -1)), true)
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))
  return isNode(pair?.key) ? pair.key : undefined
}

function indexed(path: readonly string[]): (string | number)[] {
  return path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
