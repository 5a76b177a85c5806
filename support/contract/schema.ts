// JSON Schemas (2020-12) made ready to judge. The only place that knows ajv.

import { createHash } from 'node:crypto'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { execBounded, isPlainObject } from '../match/index.js'
import { beyondBounds } from './bounds.js'
import { catalogueInvalid, type Place } from './catalogue-error.js'
import { comparesExactly, withDoubles } from './large-integers.js'
import { canonicalJson, withoutExtensions } from './schema-text.js'
import { maxViolations, type Violation, violationOf } from './violation.js'

/** A schema that is ready to judge. */
export interface Schema {
  readonly name: string
  /** SHA-256 of its canonical JSON (keys sorted, references replaced), hexadecimal. */
  readonly sha256: string
  /** As data: references replaced, without `x-…`. */
  readonly source: unknown
  /** Every breach, at most 1,000; `path` is where the value stands. It never throws, and the time it takes is bounded. */
  judge(value: unknown, path: string): readonly Violation[]
}

/** Makes schemas ready; all of one catalogue share a compiler. */
export interface SchemaCompiler {
  /** @throws KataError CATALOGUE_INVALID where ajv, in strict mode, refuses the schema */
  compile(name: string, schema: unknown, place: Place): Schema
}

export function createSchemaCompiler(): SchemaCompiler {
  // Patterns that were stopped while the latest value was judged, with the reason.
  const stopped = new Map<string, string>()
  const ajv = createAjv(stopped)
  return {
    compile(name, schema, place) {
      const prepared = withoutExtensions(schema)
      const validate = compileWith(ajv, prepared, place)
      const sha256 = createHash('sha256').update(canonicalJson(prepared)).digest('hex')
      const isExact = comparesExactly(prepared)
      const judge: Schema['judge'] = (value, path) => judgeWith(validate, { value, path, stopped, isExact })
      return { name, sha256, source: prepared, judge }
    },
  }
}

function createAjv(stopped: Map<string, string>): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: true,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
    // Otherwise `required: ['constructor']` would hold for every object.
    ownProperties: true,
    logger: false,
    code: { regExp: boundedEngine(stopped) },
  })
  addFormats.default(ajv)
  boundFormats(ajv)
  return ajv
}

function boundedEngine(stopped: Map<string, string>) {
  const engine = (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags)
    const test = (text: string): boolean => {
      const answer = execBounded(expression, text)
      if (answer.outcome === 'stopped') stopped.set(pattern, answer.why)
      return answer.outcome === 'found'
    }
    return Object.assign(expression, { test })
  }
  return Object.assign(engine, { code: 'new RegExp' })
}

// Formats are of short texts; on millions of characters some expressions of theirs overflow the stack.
function boundFormats(ajv: Ajv2020): void {
  for (const [name, format] of Object.entries(ajv.formats)) {
    if (format instanceof RegExp) ajv.addFormat(name, (text) => text.length <= 10_000 && new RegExp(format).test(text))
  }
  ajv.addFormat('byte', (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text))
}

function compileWith(ajv: Ajv2020, schema: unknown, place: Place): ValidateFunction {
  if (!isPlainObject(schema) && typeof schema !== 'boolean') {
    throw catalogueInvalid(place, 'A schema was expected here: an object, or true or false.')
  }
  try {
    return ajv.compile(schema)
  } catch (cause) {
    throw catalogueInvalid(place, `The schema is not valid: ${problemsOf(cause)}`, { cause })
  }
}

// ajv puts all it has found into one line.
function problemsOf(cause: unknown): string {
  const problems = (cause instanceof Error ? cause.message : String(cause)).split(/, (?=data\/)/)
  const rest = problems.length > 5 ? [`… and ${problems.length - 5} more`] : []
  return [...problems.slice(0, 5), ...rest].join('\n  ')
}

interface Judged {
  readonly value: unknown
  readonly path: string
  readonly stopped: Map<string, string>
  /** The schema compares integers beyond 2^53, which doubles cannot. */
  readonly isExact: boolean
}

function judgeWith(validate: ValidateFunction, { value, path, stopped, isExact }: Judged): readonly Violation[] {
  const beyond = beyondBounds(value, path)
  if (beyond !== undefined) return [beyond]
  stopped.clear()
  const judged = withDoubles(value)
  try {
    if (validate(judged)) return doubts(stopped, isExact && judged !== value, path)
  } catch (error) {
    const hint = `The schema could not be applied: ${error instanceof Error ? error.message : error}`
    return [{ path, rule: 'unjudged', expected: 'a value that can be judged', actual: value, hint }]
  }
  const errors = validate.errors ?? []
  const violations = errors.slice(0, maxViolations).map((error) => {
    const why = error.keyword === 'pattern' ? stopped.get(String(error.schema)) : undefined
    const violation = violationOf(error, value, path)
    return why === undefined ? violation : { ...violation, hint: why }
  })
  const left = errors.length - violations.length
  return left > 0 ? [...violations, { path, rule: 'more', expected: undefined, actual: left }] : violations
}

/** What keeps a value that the schema accepts from being accepted: below `not` and `if`, a stopped pattern accepts. */
function doubts(stopped: ReadonlyMap<string, string>, isInexact: boolean, path: string): readonly Violation[] {
  const patterns = [...stopped].map(([pattern, why]) => {
    const hint = `The pattern ${pattern} decides: ${why}`
    return { path, rule: 'unjudged', expected: 'a value that can be judged', actual: 'more', hint }
  })
  return isInexact ? [...patterns, inexact(path)] : patterns
}

function inexact(path: string): Violation {
  const hint = 'The schema compares integers, and one beyond 2^53 came, which cannot be compared exactly here.'
  return { path, rule: 'unjudged', expected: 'integers up to 2^53', actual: 'a larger one', hint }
}
