// Reads the settings file, checks it against its JSON Schema and chooses one environment. References stay unresolved.
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { KataError, nearest } from '../shared/index.js'
import { hasMalformedReference } from './references.js'
import { describeIssues, type Issue, issuesOf, type SettingsDocument } from './settings-issues.js'
import type { EnvironmentSettings, UnresolvedSettings } from './unresolved-settings.js'

export interface LoadOptions {
  /** Path of the settings file. @default kata.config.yaml */
  readonly file?: string
  /** The environment to choose, before KATA_ENV and the file's `defaultEnvironment`. */
  readonly environment?: string | undefined
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>
}

interface SettingsFile {
  readonly defaultEnvironment?: string
  readonly environments: Readonly<Record<string, EnvironmentSettings>>
}

/**
 * Loads the settings of one environment.
 *
 * @throws KataError SETTINGS_INVALID with file, line, column, path and near names; ENVIRONMENT_UNKNOWN with those that
 *   exist.
 */
export function loadSettings(options: LoadOptions = {}): UnresolvedSettings {
  const { file = 'kata.config.yaml', env = process.env } = options
  const settings = checkDocument(parseFile(file))
  const environment = options.environment ?? (env.KATA_ENV || settings.defaultEnvironment) ?? 'embedded'
  const given = Object.hasOwn(settings.environments, environment) ? settings.environments[environment] : undefined
  if (given === undefined) throw unknownEnvironment(environment, Object.keys(settings.environments), file)
  const services = Object.values(settings.environments).flatMap((each) => Object.keys(each.services ?? {}))
  return { environment, file, knownServices: [...new Set(services)].sort(), given }
}

function parseFile(file: string): SettingsDocument {
  const lines = new LineCounter()
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    throw invalidSettings(file, [{ line, column: col, text: `This is not YAML.\n    ${error.message}` }])
  }
  return { file, document, lines }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new KataError('SETTINGS_INVALID', {
      couldNot: `The settings file ${file} could not be read.`,
      found: `Looked in ${process.cwd()}.`,
      todo: 'Run kata in the folder that holds kata.config.yaml.',
      facts: { file },
      cause,
    })
  }
}

function checkDocument(settings: SettingsDocument): SettingsFile {
  const data: unknown = settings.document.toJS()
  const validate = new Ajv({ allErrors: true, strict: true, verbose: true }).compile(readSchema())
  const issues = validate(data) ? referenceIssues(settings) : issuesOf(settings, validate.errors ?? [])
  if (issues.length > 0) throw invalidSettings(settings.file, issues)
  return data as SettingsFile
}

function readSchema(): object {
  return JSON.parse(readFileSync(new URL('./kata.config.schema.json', import.meta.url), 'utf8')) as object
}

function referenceIssues({ document, lines }: SettingsDocument): Issue[] {
  const issues: Issue[] = []
  visit(document, {
    Scalar(_key, node, ancestors) {
      if (typeof node.value !== 'string' || !hasMalformedReference(node.value)) return
      const { line, col } = lines.linePos(node.range?.[0] ?? 0)
      const todo = `Write \${env:NAME}, \${env:NAME?} or \${file:PATH}.`
      const text = `${pathOf(ancestors, node)} holds "\${" that is no reference.\n    ${todo}`
      issues.push({ line, column: col, text })
    },
  })
  return issues
}

function pathOf(ancestors: readonly unknown[], node: unknown): string {
  const chain = [...ancestors, node]
  const names = chain.map((each, index) => {
    const parent = chain[index - 1]
    const pair = isMap(parent) ? parent.items.find((item) => item === each) : undefined
    return pair !== undefined && isScalar(pair.key) ? String(pair.key.value) : undefined
  })
  return names.filter((name) => name !== undefined).join('.')
}

function invalidSettings(file: string, issues: readonly Issue[]): KataError {
  return new KataError('SETTINGS_INVALID', {
    couldNot: `The settings in ${file} cannot be used.`,
    found: describeIssues(file, issues),
    todo: 'Correct the file; an editor with YAML support offers every setting (see its first line).',
    facts: { file, issues },
  })
}

function unknownEnvironment(name: string, there: readonly string[], file: string): KataError {
  const near = nearest(there, name)
  const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`
  return new KataError('ENVIRONMENT_UNKNOWN', {
    couldNot: `The features cannot run against environment "${name}".`,
    found: `${file} has no such environment; it has: ${there.join(', ')}.${hint}`,
    todo: `Choose one of them by --env or KATA_ENV, or add "${name}" to ${file}.`,
    facts: { environment: name, environments: there, file },
  })
}
