// What a scenario keeps for its later steps.

import type { Message } from '../kafka/index.js'
import { execBounded, lookUp, previewValue, type RegExpAnswer } from '../match/index.js'
import { KataError, writeJson } from '../shared/index.js'
import { cut } from '../verdict/index.js'
import type { KataWorld } from './world.js'

/** Keeps the message under a name as well: `#(name.value.x)` reads it. KataError NOTHING_KEPT, NAME_TAKEN. */
export function keepMessage(world: KataWorld, name: string): void {
  refuseOwnName(name)
  world.variables.set(name, world.message())
}

/** The message that was kept under a name. KataError NOTHING_KEPT. */
export function messageCalled(world: KataWorld, name: string): Message {
  const kept = world.variables.get(name)
  if (typeof kept === 'object' && kept !== null && 'headers' in kept && 'value' in kept) return kept as Message
  throw new KataError('NOTHING_KEPT', {
    couldNot: `The step speaks of the message "${name}", but the scenario has kept none of that name.`,
    found: kept === undefined ? `Nothing is called "${name}".` : `"${name}" is something else.`,
    todo: `Put \`And the message is kept as "${name}"\` behind the step that takes it.`,
    facts: { name },
  })
}

/**
 * Takes a part of the message by a path and a regular expression: its first group, or all that it finds.
 *
 * @throws KataError CODE_NOT_FOUND, MARKER_INVALID, PATH_INVALID, NOTHING_KEPT, NAME_TAKEN
 */
export function takeFromMessage(
  world: KataWorld,
  name: string,
  { path, pattern }: { path: string; pattern: string },
): void {
  refuseOwnName(name)
  const message = world.message()
  const value = lookUp(message, path)
  const text = typeof value === 'string' ? value : writeJson(value)
  const answer = text === undefined ? undefined : execBounded(readPattern(pattern), text)
  const part = answer?.outcome === 'found' ? partOf(answer.groups) : undefined
  if (part === undefined) {
    const preview = () => cut(world.mask(previewValue(value)), 300)
    throw new KataError('CODE_NOT_FOUND', {
      couldNot: `"${name}" could not be taken from "${path}".`,
      found: answer === undefined ? 'There is nothing at that path.' : whyNot(answer, pattern, preview()),
      todo: 'Correct the path or the pattern; `(…)` marks the part to keep.',
      facts: { path, pattern },
    })
  }
  world.variables.set(name, part)
}

/** The first group where the pattern has one, also where it took no part in the find. */
function partOf(groups: readonly (string | undefined)[]): string | undefined {
  return groups.length > 1 ? groups[1] : groups[0]
}

function whyNot(answer: RegExpAnswer, pattern: string, preview: string): string {
  if (answer.outcome === 'stopped') return answer.why
  const what = answer.outcome === 'found' ? 'The part in (…) is not in what matches' : 'Nothing there matches'
  return `${what} ${pattern}: ${preview}`
}

/** What the steps themselves set, and read again: `otp` alone may be set by a feature too. */
const ownNames: readonly string[] = [
  ...['message', 'messages', 'published', 'delivery', 'response', 'responseStatus', 'responseHeaders'],
  ...['mobile', 'email', 'tenant', 'citizens', 'receiver', 'receivers', 'account', 'consent', 'balance'],
]

function refuseOwnName(name: string): void {
  if (!ownNames.includes(name)) return
  throw new KataError('NAME_TAKEN', {
    couldNot: `Nothing can be kept as "${name}".`,
    found: `The steps set \`${name}\` themselves: a later one would read what is kept there in its place.`,
    todo: 'Choose another name.',
    facts: { name },
  })
}

function readPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch (cause) {
    throw new KataError('MARKER_INVALID', {
      couldNot: `The pattern ${pattern} cannot be read.`,
      found: cause instanceof Error ? cause.message : String(cause),
      todo: 'Write a regular expression of JavaScript, such as (\\d{6}).',
      cause,
    })
  }
}
