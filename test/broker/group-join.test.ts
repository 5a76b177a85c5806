import { expect, test } from 'vitest'
import type { JoinAnswer } from '../../broker/groups/index.js'
import { createGroup, errors, idOf, metadata, stableGroup } from './group-under-test.js'

test('the first member of a group leads it, and is told of itself', () => {
  const it = createGroup()
  const [answer] = it.join()
  expect(answer).toEqual({
    errorCode: errors.none,
    generationId: 1,
    protocolType: 'consumer',
    protocolName: 'range',
    leaderId: answer?.memberId,
    memberId: expect.stringMatching(/^c-[0-9a-f-]{36}$/),
    skipAssignment: false,
    members: [{ memberId: answer?.memberId, groupInstanceId: null, metadata }],
  })
  expect(it.group()?.state).toBe('CompletingRebalance')
})

test('every change of state says why', () => {
  const it = createGroup()
  const first = idOf(it.join())
  it.sync(first)
  it.join({ reason: 'scaled up' })
  it.join({ memberId: first })
  it.leave(first)
  expect(it.moves()).toEqual([
    'Empty > PreparingRebalance: c-ID joined',
    'PreparingRebalance > CompletingRebalance: c-ID joined',
    'CompletingRebalance > Stable: the leader c-ID assigned',
    'Stable > PreparingRebalance: c-ID joined: scaled up',
    'PreparingRebalance > CompletingRebalance: c-ID rejoined',
    'CompletingRebalance > PreparingRebalance: c-ID left',
  ])
})

test('a new member from JoinGroup v4 on gets an id first, and joins with it', () => {
  const it = createGroup()
  const [first] = it.join({ idFirst: true })
  expect(first).toMatchObject({ errorCode: errors.idRequired, memberId: expect.stringMatching(/^c-/), members: [] })
  expect(it.group()?.members.size).toBe(0)
  expect(it.join({ idFirst: true, memberId: idOf([first as JoinAnswer]) })[0]).toMatchObject({ errorCode: 0 })
})

test('an id that was given out holds up a rebalance until it is used', () => {
  const { first, ...it } = stableGroup(1)
  const pending = idOf(it.join({ idFirst: true }))
  it.join()
  const again = it.join({ memberId: first })
  expect(again).toEqual([])
  it.join({ idFirst: true, memberId: pending })
  expect(again[0]?.members.length).toBe(3)
})

test('an id that was given out and not used holds up a rebalance for one session', () => {
  const { first, ...it } = stableGroup(1)
  it.join({ idFirst: true, sessionTimeoutMs: 6_000 })
  it.join()
  const again = it.join({ memberId: first })
  it.clock.advance(5_999)
  expect(again).toEqual([])
  it.clock.advance(1)
  expect(again[0]?.members.length).toBe(2)
})

test('an id that was given out can be given back', () => {
  const { first, ...it } = stableGroup(1)
  const pending = idOf(it.join({ idFirst: true }))
  it.join()
  const again = it.join({ memberId: first })
  expect(it.leave(pending)).toBe(errors.none)
  expect(again[0]?.members.length).toBe(2)
})

test('a static member needs no id first', () => {
  const it = createGroup()
  expect(it.join({ idFirst: true, instanceId: 'i' })[0]).toMatchObject({
    errorCode: errors.none,
    memberId: expect.stringMatching(/^i-/),
  })
})

test.each([
  ['no group id', { groupId: '' }, 24],
  ['a session timeout that is too short', { sessionTimeoutMs: 5_999 }, 26],
  ['a session timeout that is too long', { sessionTimeoutMs: 1_800_001 }, 26],
  ['a member id of a group that does not exist', { groupId: 'other', memberId: 'x' }, 25],
  ['a member id that was never given out', { memberId: 'x' }, 25],
  ['no protocols', { protocols: [] }, 23],
  ['no protocol type', { protocolType: '' }, 23],
  ['another protocol type', { protocolType: 'connect' }, 23],
  ['no protocol in common', { protocols: [{ name: 'sticky', metadata }] }, 23],
])('a join with %s is refused', (_, request, errorCode) => {
  const it = stableGroup(1)
  expect(it.join(request)).toMatchObject([{ errorCode, generationId: -1, leaderId: '', members: [] }])
  expect(it.group()?.state).toBe('Stable')
})

test('the protocol is the one that most members like best among those that all know', () => {
  const it = createGroup()
  const known = (...names: string[]) => ({ protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })) })
  const first = idOf(it.join(known('a', 'b', 'c')))
  it.join(known('x', 'c', 'b'))
  it.join(known('c', 'b'))
  const [answer] = it.join({ memberId: first, ...known('a', 'b', 'c') })
  expect(answer?.protocolName).toBe('c')
  expect(answer?.members.map((member) => member.metadata.toString())).toEqual(['c', 'c', 'c'])
})

test('a leader that joins again begins a rebalance, a follower that changed nothing does not', () => {
  const { first, second, ...it } = stableGroup(2)
  expect(it.join({ memberId: second })).toMatchObject([{ errorCode: errors.none, generationId: 2, members: [] }])
  expect(it.group()?.state).toBe('Stable')
  expect(it.join({ memberId: first })).toEqual([])
  expect(it.moves()?.at(-1)).toBe('Stable > PreparingRebalance: the leader c-ID rejoined')
})

test('a follower that changed what it supports begins a rebalance', () => {
  const { second, ...it } = stableGroup(2)
  const protocols = [{ name: 'range', metadata: Buffer.from('other') }]
  expect(it.join({ memberId: second, protocols })).toEqual([])
  expect(it.moves()?.at(-1)).toBe('Stable > PreparingRebalance: c-ID changed what it supports')
})

test('a member that missed the answer to its join gets it again', () => {
  const it = createGroup()
  const [answer] = it.join()
  expect(it.join({ memberId: answer?.memberId ?? '' })).toEqual([answer])
})

test('a repeated request takes the place of the one that waits', () => {
  const { first, second, ...it } = stableGroup(2)
  const one = it.join({ memberId: first })
  const other = it.join({ memberId: first })
  expect(one).toMatchObject([{ errorCode: errors.rebalance }])
  it.join({ memberId: second })
  expect(other).toMatchObject([{ errorCode: errors.none }])
})

test('an empty group waits for more members, and again as long as some come', () => {
  const it = createGroup(3_000)
  const first = it.join()
  it.clock.advance(2_000)
  const second = it.join()
  it.clock.advance(1_000)
  expect([first, second]).toEqual([[], []])
  it.clock.advance(2_999)
  expect([first, second]).toEqual([[], []])
  it.clock.advance(1)
  expect(first[0]?.members.length).toBe(2)
  expect(second[0]?.generationId).toBe(1)
})

test('an empty group waits no longer than the rebalance timeout', () => {
  const it = createGroup(3_000)
  const first = it.join({ rebalanceTimeoutMs: 4_000 })
  it.clock.advance(2_000)
  it.join({ rebalanceTimeoutMs: 4_000 })
  it.clock.advance(1_999)
  expect(first).toEqual([])
  it.clock.advance(1)
  expect(first[0]?.members.length).toBe(2)
})

test('a group that is not empty does not wait for more members', () => {
  const it = createGroup(3_000)
  const joining = it.join()
  it.clock.advance(3_000)
  const first = idOf(joining)
  it.sync(first)
  const second = it.join()
  it.join({ memberId: first })
  expect(second).toMatchObject([{ errorCode: errors.none, generationId: 2 }])
})
