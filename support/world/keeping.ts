// What a scenario keeps for its later steps.

import { execBounded, lookUp, previewValue } from '../match/index.js'
import { KataError } from '../shared/index.js'
import type { KataWorld } from './world.js'

/** Keeps the message under a name as well: `#(name.value.x)` reads it. */
export function keepMessage(world: KataWorld, name: string): void {
  world.variables.set(name, world.message())
}

/** Takes a part of the message by a path and a regular expression: its first group, or all that it finds. */
export function takeFromMessage(
  world: KataWorld,
  name: string,
  { path, pattern }: { path: string; pattern: string },
): void {
  const message = world.message()
  const value = lookUp(message, path)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const answer = text === undefined ? undefined : execBounded(readPattern(pattern), text)
  if (answer?.outcome !== 'found') {
    throw new KataError('CODE_NOT_FOUND', {
      couldNot: `"${name}" could not be taken from "${path}".`,
      found:
        text === undefined
          ? 'There is nothing at that path.'
          : `Nothing there matches ${pattern}: ${world.mask(previewValue(value))}`,
      todo: 'Correct the path or the pattern; `(…)` marks the part to keep.',
      facts: { path, pattern },
    })
  }
  world.variables.set(name, answer.groups[1] ?? answer.groups[0])
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
