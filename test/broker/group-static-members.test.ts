import { expect, test } from 'vitest'
import { createGroup, errors, idOf, metadata } from './group-under-test.js'

/** A stable group of one static member. */
function staticGroup() {
  const it = createGroup()
  const [answer] = it.join({ instanceId: 'i' })
  const old = answer?.memberId ?? ''
  it.sync(old, { assign: { [old]: 'mine' }, instanceId: 'i' })
  return { ...it, old }
}

test('a static member that comes back goes on with its assignment, without a rebalance', () => {
  const { old, ...it } = staticGroup()
  const [answer] = it.join({ instanceId: 'i' })
  expect(answer).toMatchObject({ errorCode: errors.none, generationId: 1, leaderId: old, members: [] })
  expect(answer?.memberId).not.toBe(old)
  expect(it.group()?.state).toBe('Stable')
  expect(it.sync(answer?.memberId ?? '', { instanceId: 'i' })[0]?.assignment.toString()).toBe('mine')
})

test('a static leader that can skip the assignment is told to', () => {
  const it = staticGroup()
  const [answer] = it.join({ instanceId: 'i', canSkipAssignment: true })
  expect(answer?.leaderId).toBe(answer?.memberId)
  expect(answer?.skipAssignment).toBe(true)
  expect(answer?.members.length).toBe(1)
})

test('the old self of a static member is fenced, whatever it asks', () => {
  const { old, ...it } = staticGroup()
  it.join({ instanceId: 'i' })
  expect(it.heartbeat(old, 1, 'i')).toBe(errors.fenced)
  expect(it.sync(old, { instanceId: 'i' })).toMatchObject([{ errorCode: errors.fenced }])
  expect(it.join({ memberId: old, instanceId: 'i' })).toMatchObject([{ errorCode: errors.fenced }])
  expect(it.leave(old, 'i')).toBe(errors.fenced)
  const sender = { memberId: old, generationId: 1, instanceId: 'i' }
  expect(it.groups.offsetsToCommit('g', sender)).toBe(errors.fenced)
})

test('the waiting join of an old self is answered as fenced', () => {
  const { old, ...it } = staticGroup()
  it.join()
  const other = it.join()
  const waiting = it.join({ memberId: old, instanceId: 'i' })
  expect(waiting.length + other.length).toBe(2)
  it.join()
  const parked = it.join({ memberId: old, instanceId: 'i' })
  it.join({ instanceId: 'i' })
  expect(parked).toMatchObject([{ errorCode: errors.fenced }])
})

test('a static member that comes back before its old self has synced is not put out for that', () => {
  const it = createGroup()
  const first = idOf(it.join({ sessionTimeoutMs: 1_000_000 }))
  const joining = it.join({ instanceId: 'i', sessionTimeoutMs: 1_000_000 })
  it.join({ memberId: first, sessionTimeoutMs: 1_000_000 })
  it.sync(first)
  expect(joining).toMatchObject([{ errorCode: errors.none }])
  const next = idOf(it.join({ instanceId: 'i', sessionTimeoutMs: 1_000_000 }))
  it.clock.advance(60_000)
  expect(it.heartbeat(next, 2, 'i')).toBe(errors.none)
})

test('a static member that comes back with other protocols begins a rebalance', () => {
  const it = staticGroup()
  const answers = it.join({
    instanceId: 'i',
    protocols: [
      { name: 'range', metadata },
      { name: 'sticky', metadata },
    ],
  })
  expect(answers).toMatchObject([{ errorCode: errors.none, generationId: 1 }])
  const other = it.join({
    instanceId: 'i',
    protocols: [
      { name: 'sticky', metadata },
      { name: 'range', metadata },
    ],
  })
  expect(other).toMatchObject([{ errorCode: errors.none, generationId: 2, protocolName: 'sticky' }])
})

test('a static member that does not rejoin in time is kept, until its session ends', () => {
  const it = createGroup()
  const stay = { instanceId: 'i', sessionTimeoutMs: 100_000 }
  const old = idOf(it.join(stay))
  it.sync(old, { instanceId: 'i' })
  const joining = it.join({ sessionTimeoutMs: 1_000_000 })
  it.clock.advance(60_000)
  expect(joining[0]?.members.map(({ memberId }) => memberId)).toEqual([old, idOf(joining)])
  expect(joining[0]?.leaderId).toBe(idOf(joining))
  it.clock.advance(40_000)
  expect(it.group()?.members.get(old)).toBeUndefined()
})

test('a rebalance in which only static members are left goes on until one rejoins', () => {
  const it = createGroup()
  const old = idOf(it.join({ instanceId: 'i', sessionTimeoutMs: 1_000_000 }))
  it.sync(old, { instanceId: 'i' })
  it.group()?.requestRebalance('a test')
  it.clock.advance(120_000)
  expect(it.group()?.state).toBe('PreparingRebalance')
  expect(it.join({ memberId: old, instanceId: 'i' })).toMatchObject([{ errorCode: errors.none, generationId: 2 }])
})

test('a static member leaves by its instance id alone', () => {
  const it = staticGroup()
  expect(it.leave('', 'other')).toBe(errors.member)
  expect(it.leave('', 'i')).toBe(errors.none)
  expect(it.group()?.state).toBe('Empty')
})
