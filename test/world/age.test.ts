// A message's timestamp beside the request that may have caused it.

import { expect, it } from 'vitest'
import { expectAge } from '../../support/world/judgements.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const at = Date.parse('2026-01-02T03:04:05.000Z')

function worldAfter(timestamp: number, kinds: readonly ('call' | 'look' | 'publish')[] = ['call']) {
  const { world } = worldWith()
  for (const [index, kind] of kinds.entries())
    world.causes.push({ name: `${kind} ${index}`, at: at + index * 60_000, kind })
  world.variables.set('message', messageWith({ timestamp }))
  return world
}

it.each([0, 2000, 3000, -1000])(
  '%s ms after the request a message is young enough, clocks being what they are',
  (ms) => {
    expect(() => expectAge(worldAfter(at + ms), 2000)).not.toThrow()
  },
)

it.each([3001, -1001, 3_600_000, -3_600_000])('%s ms after the request it is not', (ms) => {
  expect(thrownBy(() => expectAge(worldAfter(at + ms), 2000))).toMatchObject({
    verdict: 'CONTRACT',
    message: expect.stringContaining('does not follow call 0 within 2 s'),
  })
})

it('the request is the latest call that may have caused something', () => {
  expect(() => expectAge(worldAfter(at + 60_000, ['call', 'call', 'look', 'publish']), 0)).not.toThrow()
})

it('a call that was made when the message had been taken is not its request', () => {
  const world = worldAfter(at + 60_000, ['call', 'call'])
  world.causesOf.set(world.message(), 1)
  expect(() => expectAge(world, 0)).toThrow(expect.objectContaining({ message: expect.stringContaining('call 0') }))
  expect(() => expectAge(world, 60_000)).not.toThrow()
})

it('without a request there is nothing to compare with', () => {
  expect(() => expectAge(worldAfter(at, ['look', 'publish']), 2000)).toThrow(
    expect.objectContaining({ code: 'NOTHING_KEPT' }),
  )
})
