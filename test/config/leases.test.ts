import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNumbers, createLeases, matchesNumber, type Place, type Settings } from '../../support/config/index.js'
import { KataError } from '../../support/shared/index.js'
import { settingsWith } from './settings-with.js'

const alone: Place = { worker: 0, workers: 1, shard: 0, shards: 1 }

function withNumbers(registered: readonly string[], unregistered: readonly string[] = []): Settings {
  return settingsWith({ citizens: { registered, unregistered } })
}

function leaseAll(settings: Settings, place: Place, limit = 1000): string[] {
  const leases = createLeases(settings, place)
  const numbers: string[] = []
  try {
    while (numbers.length < limit) numbers.push(leases.lease('registered'))
  } catch (error) {
    expect(error).toMatchObject({ code: 'NUMBERS_USED_UP' })
  }
  return numbers
}

describe('a lease', () => {
  it('comes from the list of its kind', () => {
    const leases = createLeases(withNumbers(['9812345671'], ['9712345671']), alone)
    expect(leases.lease('registered')).toBe('9812345671')
    expect(leases.lease('unregistered')).toBe('9712345671')
  })

  it('is a number that the pattern fits', () => {
    const leases = createLeases(withNumbers(['98#######1']), alone)
    for (let count = 0; count < 100; count++) expect(leases.lease('registered')).toMatch(/^98\d{7}1$/)
  })

  it('is never dealt twice while it lasts, in no worker and no shard, and none is left out', () => {
    const entries = fc.constantFrom(
      ['9811111111', '9822222222', '9833333333', '9844444444'],
      ['98765432##'],
      ['970000000#', '9811111111', '960000000#'],
    )
    const places = fc.record({ workers: fc.integer({ min: 1, max: 2 }), shards: fc.integer({ min: 1, max: 2 }) })
    fc.assert(
      fc.property(entries, places, (list, { workers, shards }) => {
        const settings = withNumbers(list)
        const all: string[] = []
        for (let shard = 0; shard < shards; shard++) {
          for (let worker = 0; worker < workers; worker++) {
            all.push(...leaseAll(settings, { worker, workers, shard, shards }))
          }
        }
        const expected = list.reduce((sum, entry) => sum + 10 ** (entry.split('#').length - 1), 0)
        expect(new Set(all).size).toBe(all.length)
        expect(all).toHaveLength(expected)
        expect(all.every((number) => matchesNumber(list, number))).toBe(true)
      }),
    )
  })

  it('prefers a number whose first two and last two digits this worker has not had', () => {
    const leases = createLeases(withNumbers(['98######0#']), alone)
    const numbers = Array.from({ length: 10 }, () => leases.lease('registered'))
    expect(new Set(numbers.map((number) => number.slice(-2))).size).toBe(10)
  })

  it('that is released goes to the back of the queue', () => {
    const leases = createLeases(withNumbers(['9811111111', '9822222222', '9833333333']), alone)
    const [first = '', second = '', third = ''] = Array.from({ length: 3 }, () => leases.lease('registered'))
    leases.release(second)
    leases.release(first)
    expect(leases.lease('registered')).toBe(second)
    leases.release(third)
    expect(leases.lease('registered')).toBe(first)
    expect(leases.lease('registered')).toBe(third)
  })

  it('that is released twice, or was never given, is not there twice', () => {
    const leases = createLeases(withNumbers(['9811111111']), alone)
    const number = leases.lease('registered')
    leases.release(number)
    leases.release(number)
    leases.release('9899999999')
    expect(leases.lease('registered')).toBe(number)
    expect(() => leases.lease('registered')).toThrow(KataError)
  })

  it('from an empty stock says whose stock it is', () => {
    const leases = createLeases(withNumbers(['9811111111', '9822222222']), { ...alone, workers: 2 })
    leases.lease('registered')
    expect(() => leases.lease('registered')).toThrow(
      [
        'No mobile number of a citizen who is registered could be leased.',
        'All numbers that worker 1 of 2, shard 1 of 1 may use are on lease to scenarios that still run.',
        'Add numbers to citizens.registered in the settings file, or a pattern such as "98#######1".',
      ].join('\n'),
    )
  })

  it('of a kind that the environment does not name says so', () => {
    const leases = createLeases(withNumbers(['9811111111']), alone)
    expect(() => leases.lease('unregistered')).toThrow(
      [
        'No mobile number of a citizen who is unregistered could be leased.',
        'Environment "qa" names none under citizens.unregistered.',
        'Add numbers to citizens.unregistered in the settings file, or a pattern such as "98#######1".',
      ].join('\n'),
    )
  })
})

describe('numbers for the workers of a run', () => {
  it('are too few where a list is shorter than the workers of all shards', () => {
    const settings = withNumbers(['9811111111', '9822222222', '9833333333'])
    expect(() => checkNumbers(settings, { perShard: 2, shards: 2 })).toThrow(
      [
        'The mobile numbers could not be dealt out to the workers.',
        'Environment "qa" has 3 registered for 4 workers (all shards together).',
        'Add numbers to citizens.registered, or a pattern such as "98#######1", or run with fewer workers.',
      ].join('\n'),
    )
  })

  it('are enough where every worker gets one; an empty list is no list', () => {
    checkNumbers(withNumbers(['9811111111', '982222222#']), { perShard: 11, shards: 1 })
    checkNumbers(withNumbers([]), { perShard: 4, shards: 4 })
    checkNumbers(withNumbers(['9811111111']), { perShard: 0, shards: 1 })
  })
})

describe('a number', () => {
  it('matches a list that holds it or a pattern for it', () => {
    expect(matchesNumber(['9812345671', '97#######1'], '9812345671')).toBe(true)
    expect(matchesNumber(['9812345671', '97#######1'], '9712345671')).toBe(true)
    expect(matchesNumber(['9812345671', '97#######1'], '9712345672')).toBe(false)
    expect(matchesNumber(['97#######1'], '97123456711')).toBe(false)
    expect(matchesNumber([], '9712345671')).toBe(false)
  })

  it('is not a pattern itself', () => {
    expect(matchesNumber(['9812345671'], '98########')).toBe(false)
    expect(matchesNumber(['98########'], '')).toBe(false)
  })
})
