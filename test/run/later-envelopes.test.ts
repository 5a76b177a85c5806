import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Envelope } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { LaterEnvelopes } from '../../support/run/later-envelopes.js'

const envelope = (body: string) => ({ attachment: { body } }) as Envelope

function collecting(onEach: (body: string) => void = () => {}) {
  const seen: string[] = []
  const later = new LaterEnvelopes(({ attachment }) => {
    const { body = '' } = attachment ?? {}
    seen.push(body)
    onEach(body)
  })
  const take = (...bodies: readonly string[]) => {
    for (const body of bodies) later.take(envelope(body))
  }
  return { seen, later, take }
}

async function untilSeen(seen: readonly string[], count: number): Promise<void> {
  while (seen.length < count) await nextTurn()
}

describe('envelopes of workers', () => {
  it('are not handed on in the turn in which they come', () => {
    const { seen, take } = collecting()
    take('a', 'b')
    expect(seen).toEqual([])
  })

  it('are handed on in their order, those too that come while others wait', async () => {
    const { seen, take } = collecting((body) => {
      if (body === 'a') take('c')
    })
    take('a', 'b')
    await untilSeen(seen, 3)
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('let others have their turn where there is much to do', async () => {
    const { seen, take } = collecting(() => {
      const end = performance.now() + 2
      while (performance.now() < end);
    })
    take('a', 'b', 'c')
    await nextTurn()
    const first = seen.length
    await untilSeen(seen, 3)
    expect({ first, seen }).toEqual({ first: 1, seen: ['a', 'b', 'c'] })
  })

  it('are handed on at once, all of them, when too many wait', () => {
    const { seen, take } = collecting()
    const bodies = Array.from({ length: 1001 }, (_, n) => String(n))
    take(...bodies)
    expect(seen).toEqual(bodies)
  })

  it('are handed on behind one that could not be', () => {
    const { seen, later, take } = collecting((body) => {
      if (body === 'a') throw new Error('no')
    })
    take('a', 'b')
    expect(() => later.flush()).toThrow('no')
    later.flush()
    expect(seen).toEqual(['a', 'b'])
  })

  it('are handed on once, where all that wait are asked for', async () => {
    const { seen, later, take } = collecting()
    take('a', 'b')
    later.flush()
    await nextTurn()
    await nextTurn()
    expect(seen).toEqual(['a', 'b'])
  })
})
