import { describe, expect, it } from 'vitest'
import type { Message } from '../../support/kafka/index.js'
import { keepMessage, takeFromMessage } from '../../support/world/keeping.js'
import { messageWith } from '../verdict/facts.js'
import { thrownBy, worldWith } from './world-with.js'

const value = {
  message: 'Dear Citizen, 135790 is your code for 9876543210.',
  amount: 12.5,
  items: [{ id: 'a1' }],
  none: null,
}

function worldHolding(message: Message | undefined = messageWith({ value, headers: { 'x-id': 'r-7' } })) {
  const made = worldWith()
  made.worker.mask.registerNumber('9876543210')
  made.world.variables.set('message', message)
  return made.world
}

describe('a message that is kept', () => {
  it('has a second name', () => {
    const world = worldHolding()
    keepMessage(world, 'first')
    expect(world.variables.get('first')).toBe(world.variables.get('message'))
  })

  it('must be there', () => {
    const { world } = worldWith()
    expect(thrownBy(() => keepMessage(world, 'first'))).toMatchObject({
      code: 'NOTHING_KEPT',
      message: [
        'The step speaks of "the message", but the scenario has none yet.',
        'No step before it has taken a message out of a subscription.',
        'Put a line such as `Then a message arrives on "…"` before it.',
      ].join('\n'),
    })
  })
})

it.each(['message', 'messages', 'response', 'mobile', 'published'])(
  'nothing is kept under the name "%s", which the steps set themselves',
  (name) => {
    const world = worldHolding()
    const refused = expect.objectContaining({ code: 'NAME_TAKEN', class: 'TEST' })
    expect(() => keepMessage(world, name)).toThrow(refused)
    expect(() => takeFromMessage(world, name, { path: 'value.amount', pattern: '.+' })).toThrow(refused)
  },
)

describe('a part of a message', () => {
  it.each([
    ['value.message', '(\\d{6}) is', '135790'],
    ['value.message', '\\d{6} is', '135790 is'],
    ['value.amount', '.+', '12.5'],
    ['value.items[0]', '"id":"(\\w+)"', 'a1'],
    ["headers['x-id']", '.*', 'r-7'],
    ['value.none', 'null', 'null'],
    ['value.message', '^', ''],
  ])('at %s by %s is %j', (path, pattern, taken) => {
    const world = worldHolding()
    takeFromMessage(world, 'part', { path, pattern })
    expect(world.variables.get('part')).toBe(taken)
  })

  it('that does not match is told with what is there, masked', () => {
    const world = worldHolding()
    expect(thrownBy(() => takeFromMessage(world, 'otp', { path: 'value.message', pattern: '^\\d{8}$' }))).toMatchObject(
      {
        code: 'CODE_NOT_FOUND',
        message: [
          '"otp" could not be taken from "value.message".',
          'Nothing there matches ^\\d{8}$: "Dear Citizen, 135790 is your code for 98••••••10."',
          'Correct the path or the pattern; `(…)` marks the part to keep.',
        ].join('\n'),
        facts: { path: 'value.message', pattern: '^\\d{8}$' },
      },
    )
    expect(world.variables.has('otp')).toBe(false)
  })

  it('of many megabytes is told by its start', () => {
    const world = worldHolding(messageWith({ value: 'x'.repeat(900_000) }))
    const error = thrownBy(() => takeFromMessage(world, 'otp', { path: 'value', pattern: 'y' })) as Error
    expect(error.message.length).toBeLessThan(500)
  })

  it('that is too big to be searched is told as such', () => {
    const world = worldHolding(messageWith({ value: 'x'.repeat(2_000_000) }))
    expect(thrownBy(() => takeFromMessage(world, 'otp', { path: 'value', pattern: 'y' }))).toMatchObject({
      message: [
        '"otp" could not be taken from "value".',
        'The text is longer than 1000000 characters: no pattern is tried on it.',
        'Correct the path or the pattern; `(…)` marks the part to keep.',
      ].join('\n'),
    })
  })

  it('is not the whole find where the group took no part in it', () => {
    const take = () => takeFromMessage(worldHolding(), 'code', { path: 'value.message', pattern: '(\\d{20})?' })
    expect(thrownBy(take)).toMatchObject({
      code: 'CODE_NOT_FOUND',
      message: expect.stringContaining('The part in (…) is not in what matches (\\d{20})?'),
    })
  })

  it('that is not there is told as such', () => {
    expect(thrownBy(() => takeFromMessage(worldHolding(), 'otp', { path: 'value.text', pattern: '.' }))).toMatchObject({
      message: [
        '"otp" could not be taken from "value.text".',
        'There is nothing at that path.',
        'Correct the path or the pattern; `(…)` marks the part to keep.',
      ].join('\n'),
    })
  })

  it('is not searched for by a pattern or a path that cannot be read', () => {
    const take = (path: string, pattern: string) => () => takeFromMessage(worldHolding(), 'otp', { path, pattern })
    expect(thrownBy(take('value..message', '.'))).toMatchObject({ code: 'PATH_INVALID' })
    expect(thrownBy(take('value.message', '(\\d{6}'))).toMatchObject({
      code: 'MARKER_INVALID',
      message: [
        'The pattern (\\d{6} cannot be read.',
        'Invalid regular expression: /(\\d{6}/u: Unterminated group',
        'Write a regular expression of JavaScript, such as (\\d{6}).',
      ].join('\n'),
    })
  })
})
