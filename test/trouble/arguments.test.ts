import { expect, it } from 'vitest'
import { readArguments } from './arguments.js'

const known = ['leader-killed', 'rebalance']

it('every trouble, fifty rounds and both lifetimes, where nothing else is asked for', () => {
  expect(readArguments([], known)).toEqual({
    version: '4.3.1',
    names: known,
    rounds: 50,
    lifetimes: ['scenario', 'worker'],
  })
})

it('one trouble, with one lifetime, on another version', () => {
  const args = ['rebalance', '--rounds', '3', '--reader', 'worker', '--kafka', '3.9.1']
  expect(readArguments(args, known)).toEqual({
    version: '3.9.1',
    names: ['rebalance'],
    rounds: 3,
    lifetimes: ['worker'],
  })
})

it.each([
  [['flood'], 'There is no flood, but: leader-killed, rebalance.'],
  [['--rounds', '0'], '--rounds 0 is no number from 1 to 9999.'],
  [['--reader', 'both'], '--reader both is neither scenario nor worker.'],
  [['--kafka', 'new'], '--kafka new is no version such as 4.3.1.'],
])('%s is refused', (args, found) => {
  expect(() => readArguments(args, known)).toThrow(found)
})
