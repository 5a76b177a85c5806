// Mobile numbers on lease: a scenario gets one that no other scenario has at the same time, in this or any other worker
// or shard of the run.
import { KataError } from '../shared/index.js'
import type { Place } from './hand-over.js'
import { countNumbers, numberAt } from './number-lists.js'
import type { CitizenSettings, Settings } from './settings.js'

export { matchesNumber, numberPattern } from './number-lists.js'

/** Whether egov-user knows the citizen. */
export type CitizenKind = keyof CitizenSettings

/** The numbers of one worker. */
export interface Leases {
  /**
   * A number that is nobody else's until it is released. Fresh numbers come first, with a mask (first two, last two
   * digits) that this worker has not seen where there is one; then released ones, the longest released first.
   *
   * @throws KataError NUMBERS_USED_UP
   */
  lease(kind: CitizenKind): string
  /** Gives a number back; one that is not on lease is ignored. */
  release(number: string): void
}

export interface LeaseOptions {
  /** A number from 0 up to, and without, 1. @default Math.random */
  readonly random?: () => number
}

/** Deals the settings' numbers out to the worker at `place`. */
export function createLeases(settings: Settings, place: Place, options: LeaseOptions = {}): Leases {
  const random = options.random ?? Math.random
  const stocks = {
    registered: createStock(dealOut(settings.citizens.registered, place), random),
    unregistered: createStock(dealOut(settings.citizens.unregistered, place), random),
  }
  const leased = new Map<string, CitizenKind>()
  return {
    lease(kind) {
      const number = stocks[kind].draw()
      if (number === undefined) throw usedUp(settings, kind, place)
      leased.set(number, kind)
      return number
    },
    release(number) {
      const kind = leased.get(number)
      if (kind === undefined) return
      leased.delete(number)
      stocks[kind].giveBack(number)
    },
  }
}

/**
 * Refuses a run whose lists are shorter than its workers; a list that is empty or missing is no list.
 *
 * @throws KataError NUMBERS_TOO_FEW
 */
export function checkNumbers(
  settings: Settings,
  workers: { readonly perShard: number; readonly shards: number },
): void {
  const needed = Math.max(1, workers.perShard) * workers.shards
  for (const kind of ['registered', 'unregistered'] as const) {
    const list = settings.citizens[kind]
    const there = list.reduce((sum, entry) => sum + countNumbers(entry), 0)
    if (list.length === 0 || there >= needed) continue
    throw new KataError('NUMBERS_TOO_FEW', {
      couldNot: 'The mobile numbers could not be dealt out to the workers.',
      found: `Environment "${settings.environment}" has ${there} ${kind} for ${needed} workers (all shards together).`,
      todo: `Add numbers to citizens.${kind}, or a pattern such as "98#######1", or run with fewer workers.`,
      facts: { environment: settings.environment, kind, there, needed },
    })
  }
}

/** The part of a list that is one worker's: `numberAt(from…to-1)`, counted over all entries of the list. */
interface Part {
  readonly entries: readonly string[]
  readonly from: number
  readonly to: number
}

// Neighbouring ranges, not every n-th number: the last digits stay free, and with them the masks.
function dealOut(entries: readonly string[], place: Place): Part {
  const total = entries.reduce((sum, entry) => sum + countNumbers(entry), 0)
  const workers = place.workers * place.shards
  const worker = place.shard * place.workers + place.worker
  return { entries, from: Math.floor((worker * total) / workers), to: Math.floor(((worker + 1) * total) / workers) }
}

interface Stock {
  draw(): string | undefined
  giveBack(number: string): void
}

function createStock(part: Part, random: () => number): Stock {
  const size = part.to - part.from
  const drawn = new Set<number>()
  const masks = new Set<string>()
  const released: string[] = []
  const drawFresh = () => {
    const isNewMask = (index: number) => !masks.has(maskOf(numberIn(part, index)))
    const index = findIndex({ size, drawn, random }, isNewMask)
    drawn.add(index)
    const number = numberIn(part, index)
    masks.add(maskOf(number))
    return number
  }
  return {
    draw: () => (drawn.size < size ? drawFresh() : released.shift()),
    giveBack: (number) => released.push(number),
  }
}

const attempts = 50

/** An index that has not been drawn, and that is preferred if some attempts find such a one. */
function findIndex(
  { size, drawn, random }: { size: number; drawn: ReadonlySet<number>; random: () => number },
  isPreferred: (index: number) => boolean,
): number {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const index = Math.floor(random() * size)
    if (!drawn.has(index) && isPreferred(index)) return index
  }
  let index = Math.floor(random() * size)
  while (drawn.has(index)) index = (index + 1) % size
  return index
}

function numberIn(part: Part, index: number): string {
  let rest = part.from + index
  for (const entry of part.entries) {
    const count = countNumbers(entry)
    if (rest < count) return numberAt(entry, rest)
    rest -= count
  }
  throw new RangeError(`no number at ${index}`)
}

function maskOf(number: string): string {
  return `${number.slice(0, 2)}…${number.slice(-2)}`
}

function usedUp(settings: Settings, kind: CitizenKind, place: Place): KataError {
  const isListed = settings.citizens[kind].length > 0
  const worker = `worker ${place.worker + 1} of ${place.workers}, shard ${place.shard + 1} of ${place.shards}`
  return new KataError('NUMBERS_USED_UP', {
    couldNot: `No mobile number of a citizen who is ${kind} could be leased.`,
    found: isListed
      ? `All numbers that ${worker} may use are on lease to scenarios that still run.`
      : `Environment "${settings.environment}" names none under citizens.${kind}.`,
    todo: `Add numbers to citizens.${kind} in the settings file, or a pattern such as "98#######1".`,
    facts: { environment: settings.environment, kind, ...place },
  })
}
