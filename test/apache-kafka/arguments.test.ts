import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments.js'

describe('the arguments of test:kafka', () => {
  it('may be left out: the newest Kafka, quick joins in two workers, then slow joins one by one', () => {
    expect(readArguments([])).toEqual({
      version: '4.3.1',
      legs: [
        { joinDelayMs: 0, parallel: 2, topic: 'one-time-passwords.sms' },
        { joinDelayMs: 3000, parallel: 0 },
      ],
    })
    expect(readArguments(['--kafka', '3.9.1']).legs).toHaveLength(2)
  })

  it('make one leg where they say what it is', () => {
    expect(readArguments(['--parallel', '3']).legs).toEqual([{ joinDelayMs: 0, parallel: 3 }])
    expect(readArguments(['--join-delay', '500', '--parallel=2']).legs).toEqual([{ joinDelayMs: 500, parallel: 2 }])
  })

  it.each([
    [['--kafka', '4.3'], '--kafka 4.3 is no version such as 4.3.1.'],
    [['--kafka', '../4.3.1'], '--kafka ../4.3.1 is no version such as 4.3.1.'],
    [['--parallel', 'two'], '--parallel two is no number.'],
    [['--join-delay='], '--join-delay  is no number.'],
    [['--delay', '3'], "Unknown option '--delay'"],
  ])('refuse %j', (args, found) => {
    expect(() => readArguments(args)).toThrow(`The features could not be run on Apache Kafka.\n${found}`)
  })
})
