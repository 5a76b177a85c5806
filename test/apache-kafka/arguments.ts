// The arguments of `npm run test:kafka`.

import { parseArgs } from 'node:util'
import { KataError } from '../../support/shared/index.js'
import { type Leg, usualLegs } from './legs.js'

export interface Arguments {
  /** Of Apache Kafka. */
  readonly version: string
  readonly legs: readonly Leg[]
  /** Whether what Kafka refuses is looked at as well, or its golden file written anew. */
  readonly refusals: 'no' | 'look' | 'write'
}

/**
 * Reads the command line. Without any argument that describes a leg, the usual ones are run, and the refusals.
 *
 * @throws KataError ARGUMENT_INVALID
 */
export function readArguments(args: readonly string[]): Arguments {
  const { kafka = '4.3.1', refusals, 'write-refusals': write, ...described } = parse(args)
  if (!/^\d+\.\d+\.\d+$/.test(kafka)) throw refuse(`--kafka ${kafka} is no version such as 4.3.1.`)
  if (write) return { version: kafka, legs: [], refusals: 'write' }
  const isDescribed = Object.keys(described).length > 0
  const legs = isDescribed ? [readLeg(described)] : refusals ? [] : usualLegs
  return { version: kafka, legs, refusals: refusals || !isDescribed ? 'look' : 'no' }
}

type Given = ReturnType<typeof parse>

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const leg = { 'join-delay': text, parallel: text, reader: text, security: text, nodes: text }
  const options = { kafka: text, refusals: flag, 'write-refusals': flag, ...leg }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
}

function readLeg(given: Pick<Given, 'join-delay' | 'parallel' | 'reader' | 'security' | 'nodes'>): Leg {
  const security = oneOf('--security', given.security, ['plaintext', 'scram', 'mtls', 'oauthbearer'] as const)
  const nodes = oneOf('--nodes', given.nodes, ['1', '3'] as const) === '3' ? 3 : 1
  if (nodes === 3 && security !== 'plaintext') throw refuse(`--nodes 3 goes without --security ${security}.`)
  return {
    joinDelayMs: count('--join-delay', given['join-delay']),
    parallel: count('--parallel', given.parallel),
    reader: oneOf('--reader', given.reader, ['scenario', 'worker'] as const),
    security,
    nodes,
    hasOwnTopic: security !== 'plaintext',
    hasOpenFinance: true,
    hasSenders: true,
  }
}

/** The first of them is the default. */
function oneOf<Name extends string>(name: string, text: string | undefined, names: readonly [Name, ...Name[]]): Name {
  const found = text === undefined ? names[0] : names.find((each) => each === text)
  if (found === undefined) throw refuse(`${name} ${text} is none of: ${names.join(', ')}.`)
  return found
}

function count(name: string, text = '0'): number {
  if (!/^\d{1,6}$/.test(text)) throw refuse(`${name} ${text} is no number.`)
  return Number(text)
}

function refuse(found: string): KataError {
  return new KataError('ARGUMENT_INVALID', {
    couldNot: 'The features could not be run on Apache Kafka.',
    found,
    todo: [
      'Write: npm run test:kafka -- --kafka 3.9.1, and for one leg of your own any of',
      '  --join-delay 3000 --parallel 2 --reader worker --security scram (mtls, oauthbearer) --nodes 3;',
      'or --refusals for what Kafka refuses alone.',
    ].join('\n'),
  })
}
