// The arguments of `npm run test:kafka`.

import { parseArgs } from 'node:util'
import { KataError } from '../../support/shared/index.js'

/** One run of all features against a broker of its own. */
export interface Leg {
  /** How long the broker waits at the first join of a group. */
  readonly joinDelayMs: number
  /** Number of workers; 0 runs the scenarios one after the other. */
  readonly parallel: number
  /** Made beforehand, and told to service and features; without one, all use the topic of the catalogue, which Kafka makes. */
  readonly topic?: string
}

export interface Arguments {
  /** Of Apache Kafka. */
  readonly version: string
  readonly legs: readonly Leg[]
}

/** Without `--parallel` and `--join-delay`: quick joins in two workers, then the broker's own default, one by one. */
const usualLegs: readonly Leg[] = [
  { joinDelayMs: 0, parallel: 2, topic: 'one-time-passwords.sms' },
  { joinDelayMs: 3000, parallel: 0 },
]

/** Reads the command line. KataError ARGUMENT_INVALID. */
export function readArguments(args: readonly string[]): Arguments {
  const { kafka = '4.3.1', parallel, 'join-delay': joinDelay } = parse(args)
  if (!/^\d+\.\d+\.\d+$/.test(kafka)) throw refuse(`--kafka ${kafka} is no version such as 4.3.1.`)
  const isUsual = parallel === undefined && joinDelay === undefined
  const leg = { joinDelayMs: count('--join-delay', joinDelay), parallel: count('--parallel', parallel) }
  return { version: kafka, legs: isUsual ? usualLegs : [leg] }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args: [...args], options: { kafka: text, parallel: text, 'join-delay': text } }).values
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
}

function count(name: string, text = '0'): number {
  if (!/^\d{1,6}$/.test(text)) throw refuse(`${name} ${text} is no number.`)
  return Number(text)
}

function refuse(found: string): KataError {
  return new KataError('ARGUMENT_INVALID', {
    couldNot: 'The features could not be run on Apache Kafka.',
    found,
    todo: 'Write: npm run test:kafka -- --kafka 3.9.1 --parallel 2 --join-delay 3000 (each may be left out)',
  })
}
