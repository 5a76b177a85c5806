// What a step throws on its way to cucumber, which prints its message, its stack, and where it has them the difference of
// `actual` and `expected`.

import { inspect } from 'node:util'
import { MatchError } from '../match/index.js'
import { KataError } from '../shared/index.js'
import { cut, wrappedLines } from '../verdict/index.js'
import type { KataWorld } from './world.js'

/** The same error with masked texts; an error like it where it cannot be changed, or where something else was thrown. */
export function maskedError(thrown: unknown, world: KataWorld): Error {
  const error = thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
  const texts = maskedTexts(error, world)
  try {
    for (const [name, value] of Object.entries(texts)) {
      Object.defineProperty(error, name, { value, configurable: true, writable: true, enumerable: false })
    }
    return error
  } catch {
    return Object.assign(new Error(texts.message), texts, { name: error.name })
  }
}

/** More of what an error says is no help to anybody. */
const maxCharacters = 10_000

interface Texts {
  readonly message: string
  readonly stack: string
  readonly actual?: string
  readonly expected?: string
}

function maskedTexts(error: Error, world: KataWorld): Texts {
  const isOurs = error instanceof MatchError || error instanceof KataError
  const said = messageOf(error)
  const message = isOurs ? wrappedLines(world.mask(said)) : cut(world.mask(said), maxCharacters)
  return {
    message,
    stack: `${error.name}: ${message}${world.mask(framesOf(error))}`,
    ...maskedSides(error, world),
  }
}

/** Some errors of Node say nothing but what they hold, such as those of a connection that was tried at two addresses. */
function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message
  return error.errors.map((each: unknown) => (each instanceof Error ? each.message : String(each))).join('; ')
}

function framesOf({ stack = '', message }: Error): string {
  const said = stack.indexOf(message)
  const start = stack.indexOf('\n    at ', said < 0 ? 0 : said + message.length)
  return start < 0 ? '' : stack.slice(start)
}

/** What an assertion of another library compared. */
function maskedSides(error: Error, world: KataWorld): Pick<Texts, 'actual' | 'expected'> {
  if (error instanceof MatchError || !('actual' in error && 'expected' in error)) return {}
  const side = (value: unknown) => world.mask(typeof value === 'string' ? value : inspect(value, { depth: 5 }))
  return { actual: side(error.actual), expected: side(error.expected) }
}
