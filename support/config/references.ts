// References in settings: `${env:NAME}`, `${env:NAME?}` and `${file:PATH}`. It resolves texts and remembers which of the
// results are secrets. It does not know the settings.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { KataError } from '../shared/index.js'

const reference = /\$\{(env:[A-Za-z_]\w*\??|file:[^}]+)\}/g

/** True where the text holds a `${…}` that is none of the known references. */
export function hasMalformedReference(text: string): boolean {
  return text.replace(reference, '').includes('${')
}

/** Resolves the settings of one environment; paths are relative to it, such as `kafka.brokers`. */
export interface References {
  /** `undefined` where the setting is missing or an optional reference in it is unset. */
  text(given: string | undefined, path: string): string | undefined
  /** As `text`; the result is kept as a secret. */
  secret(given: string | undefined, path: string): string | undefined
  /** Given as true or false, or by a reference that leads to one of the words. */
  flag(given: boolean | string | undefined, path: string): boolean | undefined
  /** A list, or one text with commas; empty elements are left out. */
  list(given: string | readonly string[] | undefined, path: string): string[]
  /** Name and text of every setting that is there. */
  entries(given: Readonly<Record<string, string>> | undefined, path: string): [string, string][]
  keepSecret(...values: string[]): void
  /** What has been kept, longest first, so that no secret is masked by a part of itself. */
  secrets(): string[]
  /** Where a file is that a setting names: relative to the folder of the settings file. */
  pathOf(name: string): string
  /** The error of a setting that cannot be used; `found` and `todo` do not quote its value. */
  invalid(path: string, found: string, todo: string): KataError
}

export interface ReferenceOptions {
  /** The settings file, as it is to be named in errors. */
  readonly file: string
  /** What the paths of errors begin with, such as `environments.qa`. */
  readonly path: string
  /** The folder that `${file:…}` is relative to. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Makes the resolver of one environment's settings. */
export function createReferences(options: ReferenceOptions): References {
  const kept = new Set<string>()
  const text = (given: string | undefined, path: string) =>
    given === undefined ? undefined : resolveText(given, `${options.path}.${path}`, options)
  const keepSecret = (...values: string[]) => {
    for (const value of values) for (const part of secretParts(value)) kept.add(part)
  }
  const invalid = (path: string, found: string, todo: string) => {
    const setting = `${options.path}.${path}`
    return new KataError('SETTINGS_INVALID', {
      couldNot: `The setting ${setting} of ${options.file} cannot be used.`,
      found,
      todo,
      facts: { file: options.file, path: setting },
    })
  }
  return {
    text,
    keepSecret,
    invalid,
    pathOf: (name) => resolve(options.folder, name),
    flag(given, path) {
      const word = typeof given === 'boolean' ? String(given) : text(given, path)?.trim().toLowerCase()
      if (word === undefined) return undefined
      if (word === 'true' || word === 'false') return word === 'true'
      throw invalid(path, 'It is neither true nor false.', 'Write true or false.')
    },
    secret(given, path) {
      const value = text(given, path)
      if (value !== undefined) keepSecret(value)
      return value
    },
    list(given, path) {
      const texts = typeof given === 'string' ? [given] : (given ?? [])
      const resolved = texts.map((each) => text(each, path) ?? '')
      return resolved
        .flatMap((each) => each.split(','))
        .map((each) => each.trim())
        .filter((each) => each !== '')
    },
    entries(given, path) {
      const resolved = Object.entries(given ?? {}).map(([name, each]) => [name, text(each, `${path}.${name}`)] as const)
      return resolved.flatMap(([name, each]) => (each === undefined || each === '' ? [] : [[name, each]]))
    },
    secrets: () => [...kept].sort((one, other) => other.length - one.length),
  }
}

function resolveText(given: string, path: string, options: ReferenceOptions): string | undefined {
  let leftOut = false
  const resolved = given.replace(reference, (_, referred: string) => {
    if (referred.startsWith('file:')) return readReferredFile(referred.slice('file:'.length), path, options)
    const name = referred.slice('env:'.length).replace('?', '')
    const value = options.env[name] ?? ''
    if (value === '' && !referred.endsWith('?')) throw unsetVariable(name, path, options.file)
    if (value === '') leftOut = true
    return value
  })
  return leftOut ? undefined : resolved
}

function readReferredFile(name: string, path: string, options: ReferenceOptions): string {
  try {
    return readFileSync(resolve(options.folder, name), 'utf8').trimEnd()
  } catch (cause) {
    throw new KataError('SECRET_UNSET', {
      couldNot: `The setting ${path} of ${options.file} could not be resolved.`,
      found: `It refers to the file "${name}", which cannot be read.`,
      todo: `Create the file; its path counts from the folder of ${options.file}.`,
      facts: { path, file: name },
      cause,
    })
  }
}

function unsetVariable(name: string, path: string, file: string): KataError {
  return new KataError('SECRET_UNSET', {
    couldNot: `The setting ${path} of ${file} could not be resolved.`,
    found: `It refers to the environment variable ${name}, which is not set or is empty.`,
    todo: `Set it, or write \${env:${name}?} so that the setting is left out where it is unset.`,
    facts: { path, variable: name },
  })
}

/** The whole secret, and the lines of one with several, which is what a log would show of a key. */
function secretParts(value: string): string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'))
  return value === '' ? [] : value.includes('\n') ? [value, ...lines] : [value]
}
