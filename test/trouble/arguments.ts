// The arguments of `npm run trouble`.

import { parseArgs } from 'node:util'
import { KataError } from '../../support/shared/index.js'

/** How long a reader lives: the two ways that a run can be set to. */
export type Lifetime = 'scenario' | 'worker'

export interface Arguments {
  /** Of Apache Kafka. */
  readonly version: string
  /** Names of troubles; all where there are none. */
  readonly names: readonly string[]
  readonly rounds: number
  readonly lifetimes: readonly Lifetime[]
}

/** Reads the command line. KataError ARGUMENT_INVALID. */
export function readArguments(args: readonly string[], known: readonly string[]): Arguments {
  const { values, positionals } = parse(args)
  const { kafka = '4.3.1', rounds = '50', reader } = values
  if (!/^\d+\.\d+\.\d+$/.test(kafka)) throw refuse(`--kafka ${kafka} is no version such as 4.3.1.`)
  if (!/^[1-9]\d{0,3}$/.test(rounds)) throw refuse(`--rounds ${rounds} is no number from 1 to 9999.`)
  if (reader !== undefined && reader !== 'scenario' && reader !== 'worker')
    throw refuse(`--reader ${reader} is neither scenario nor worker.`)
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw refuse(`There is no ${unknown.join(', ')}, but: ${known.join(', ')}.`)
  return {
    version: kafka,
    names: positionals.length === 0 ? known : positionals,
    rounds: Number(rounds),
    lifetimes: reader === undefined ? ['scenario', 'worker'] : [reader],
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { kafka: text, rounds: text, reader: text } })
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(found: string): KataError {
  return new KataError('ARGUMENT_INVALID', {
    couldNot: 'The troubles could not be made.',
    found,
    todo: 'Write: npm run trouble -- leader-killed --rounds 3 --reader worker --kafka 3.9.1 (each may be left out)',
  })
}
