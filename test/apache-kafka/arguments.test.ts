import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments.js'
import { nameOf } from './legs.js'

const plain = {
  joinDelayMs: 0,
  parallel: 0,
  reader: 'scenario',
  security: 'plaintext',
  nodes: 1,
  hasOwnTopic: false,
  hasOpenFinance: true,
  hasSenders: true,
}

describe('the arguments of test:kafka', () => {
  it('may be left out: the newest Kafka, every join, lifetime and security, and what is refused', () => {
    const { version, legs, refusals } = readArguments([])
    expect({ version, refusals }).toEqual({ version: '4.3.1', refusals: 'look' })
    expect(legs.map(nameOf)).toEqual([
      'one broker, plaintext, joins take 0 ms, a reader for each scenario, 2 workers',
      'one broker, plaintext, joins take 3000 ms, a reader for each scenario, 4 workers, only features/otp/sms.feature features/otp/validity.feature features/kafka/absence.feature',
      'one broker, plaintext, joins take 3000 ms, a reader for each worker, one scenario after the other',
      'one broker, scram, joins take 0 ms, a reader for each scenario, 2 workers',
      'one broker, mtls, joins take 0 ms, a reader for each scenario, 2 workers',
      'one broker, oauthbearer, joins take 6000 ms, a reader for each worker, one scenario after the other',
    ])
    expect(readArguments(['--kafka', '3.9.1'])).toEqual({ version: '3.9.1', legs, refusals })
  })

  it('make one leg where they say what it is', () => {
    expect(readArguments(['--parallel', '3'])).toEqual({
      version: '4.3.1',
      legs: [{ ...plain, parallel: 3 }],
      refusals: 'no',
    })
    expect(readArguments(['--join-delay', '500', '--parallel=2', '--reader', 'worker']).legs).toEqual([
      { ...plain, joinDelayMs: 500, parallel: 2, reader: 'worker' },
    ])
    expect(readArguments(['--security', 'mtls']).legs).toEqual([{ ...plain, security: 'mtls', hasOwnTopic: true }])
    expect(readArguments(['--nodes', '3']).legs.map(nameOf)).toEqual([
      '3 brokers, plaintext, joins take 0 ms, a reader for each scenario, one scenario after the other',
    ])
  })

  it('may ask for what is refused alone, or have it written anew', () => {
    expect(readArguments(['--refusals'])).toEqual({ version: '4.3.1', legs: [], refusals: 'look' })
    expect(readArguments(['--kafka', '3.9.1', '--write-refusals'])).toEqual({
      version: '3.9.1',
      legs: [],
      refusals: 'write',
    })
  })

  it.each([
    [['--kafka', '4.3'], '--kafka 4.3 is no version such as 4.3.1.'],
    [['--kafka', '../4.3.1'], '--kafka ../4.3.1 is no version such as 4.3.1.'],
    [['--parallel', 'two'], '--parallel two is no number.'],
    [['--join-delay='], '--join-delay  is no number.'],
    [['--reader', 'suite'], '--reader suite is none of: scenario, worker.'],
    [['--security', 'tls'], '--security tls is none of: plaintext, scram, mtls, oauthbearer.'],
    [['--nodes', '2'], '--nodes 2 is none of: 1, 3.'],
    [['--nodes', '3', '--security', 'scram'], '--nodes 3 goes without --security scram.'],
    [['--delay', '3'], "Unknown option '--delay'"],
  ])('refuse %j', (args, found) => {
    expect(() => readArguments(args)).toThrow(`The features could not be run on Apache Kafka.\n${found}`)
  })
})
