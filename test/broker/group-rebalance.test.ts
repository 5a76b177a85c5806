import { expect, test } from 'vitest'
import type { SyncAnswer } from '../../broker/groups/member.js'
import { createGroup, errors, idOf, stableGroup } from './group-under-test.js'

test("the leader's assignments reach every member", () => {
  const it = createGroup()
  const first = idOf(it.join())
  const secondJoin = it.join()
  const [again] = it.join({ memberId: first })
  const second = idOf(secondJoin)
  expect(again?.members.map(({ memberId }) => memberId)).toEqual([first, second])
  expect(secondJoin[0]?.members).toEqual([])
  const waiting = it.sync(second)
  expect(waiting).toEqual([])
  const [answer] = it.sync(first, { assign: { [first]: 'one', [second]: 'two' } })
  expect(answer?.assignment.toString()).toBe('one')
  expect(waiting[0]?.assignment.toString()).toBe('two')
  expect(it.group()?.state).toBe('Stable')
})

test('a member that the leader gives nothing gets no bytes', () => {
  const it = createGroup()
  const [answer] = it.sync(idOf(it.join()))
  expect(answer).toEqual({
    errorCode: errors.none,
    protocolType: 'consumer',
    protocolName: 'range',
    assignment: Buffer.alloc(0),
  })
})

test('a heartbeat tells a member to rejoin while others wait', () => {
  const { first, second, ...it } = stableGroup(2)
  expect(it.heartbeat(first)).toBe(errors.none)
  it.join({ memberId: first })
  expect(it.heartbeat(second)).toBe(errors.rebalance)
  it.join({ memberId: second })
  expect(it.heartbeat(second)).toBe(errors.none)
})

test('a heartbeat of an unknown member, group or generation is refused', () => {
  const { first, ...it } = stableGroup(1)
  expect(it.heartbeat('x')).toBe(errors.member)
  expect(it.heartbeat(first, 7)).toBe(errors.generation)
  expect(it.groups.heartbeat('other', { memberId: first, generationId: 1, instanceId: null })).toBe(errors.member)
  expect(it.groups.heartbeat('', { memberId: first, generationId: 1, instanceId: null })).toBe(24)
})

test('a member that is not heard of for its session timeout is put out, and the others share anew', () => {
  const { first, second, ...it } = stableGroup(2)
  it.clock.advance(9_999)
  expect(it.heartbeat(first)).toBe(errors.none)
  it.clock.advance(1)
  expect(
    it
      .group()
      ?.members.all()
      .map(({ memberId }) => memberId),
  ).toEqual([first])
  expect(it.moves()?.at(-1)).toBe('Stable > PreparingRebalance: the session of c-ID timed out')
  expect(it.heartbeat(second)).toBe(errors.member)
})

test('a member whose join or sync is waiting does not time out', () => {
  const it = createGroup()
  const first = idOf(it.join({ sessionTimeoutMs: 30_000 }))
  const joining = it.join({ sessionTimeoutMs: 6_000 })
  it.clock.advance(20_000)
  expect(it.heartbeat(first)).toBe(errors.rebalance)
  it.join({ memberId: first, sessionTimeoutMs: 30_000 })
  const second = idOf(joining)
  const syncing = it.sync(second)
  it.clock.advance(20_000)
  it.sync(first)
  expect(syncing).toMatchObject([{ errorCode: errors.none }])
  // From the answer on its session runs again.
  it.clock.advance(5_999)
  expect(it.group()?.members.get(second)).toBeDefined()
  it.clock.advance(1)
  expect(it.group()?.members.get(second)).toBeUndefined()
})

test('the last member that goes leaves an empty group of a new generation', () => {
  const { first, ...it } = stableGroup(1)
  expect(it.leave(first)).toBe(errors.none)
  expect({ state: it.group()?.state, generationId: it.group()?.generationId }).toEqual({
    state: 'Empty',
    generationId: 2,
  })
  expect(it.heartbeat(first)).toBe(errors.member)
  expect(it.leave(first)).toBe(errors.member)
  expect(it.clock.pending()).toBe(0)
})

test('members that do not rejoin within the rebalance timeout are dropped', () => {
  const { first, second, ...it } = stableGroup(2)
  const again = it.join({ memberId: first })
  // The second one lives, but does not hear the call to rejoin.
  for (let beats = 0; beats < 11; beats += 1) {
    it.clock.advance(5_000)
    expect(it.heartbeat(second)).toBe(errors.rebalance)
  }
  expect(again).toEqual([])
  it.clock.advance(5_000)
  expect(again[0]?.members.map(({ memberId }) => memberId)).toEqual([first])
  expect(it.heartbeat(second)).toBe(errors.member)
  expect(it.moves()?.at(-1)).toBe('PreparingRebalance > CompletingRebalance: the time for rejoining is over')
})

test('a leader that does not rejoin loses the lead', () => {
  const { first, second, ...it } = stableGroup(2)
  it.leave(first)
  expect(it.join({ memberId: second })[0]?.leaderId).toBe(second)
})

test('members that never ask for their assignment are dropped', () => {
  const it = createGroup()
  const first = idOf(it.join({ sessionTimeoutMs: 100_000 }))
  const joining = it.join({ sessionTimeoutMs: 100_000 })
  it.join({ memberId: first, sessionTimeoutMs: 100_000 })
  it.sync(first)
  expect(it.group()?.state).toBe('Stable')
  it.clock.advance(60_000)
  expect(it.group()?.members.get(idOf(joining))).toBeUndefined()
  expect(it.moves()?.at(-1)).toBe('Stable > PreparingRebalance: no SyncGroup came in time from c-ID')
})

test('a new member whose first join is not answered for five minutes is dropped', () => {
  const { first, ...it } = stableGroup(1)
  const joining = it.join({ rebalanceTimeoutMs: 1_000_000 })
  const beat = () => {
    it.clock.advance(5_000)
    it.heartbeat(first)
  }
  for (let beats = 0; beats < 59; beats += 1) beat()
  expect(joining).toEqual([])
  beat()
  expect(joining).toMatchObject([{ errorCode: errors.member }])
})

test('a rebalance sends waiting syncs back to the join', () => {
  const it = createGroup()
  const first = idOf(it.join())
  const joining = it.join()
  it.join({ memberId: first })
  const waiting = it.sync(idOf(joining))
  it.join()
  expect(waiting).toMatchObject([{ errorCode: errors.rebalance }])
  expect(it.sync(first)).toMatchObject([{ errorCode: errors.rebalance }])
})

test('a sync of an unknown member, group, generation or protocol is refused', () => {
  const { first, ...it } = stableGroup(1)
  expect(it.sync('x')).toMatchObject([{ errorCode: errors.member }])
  expect(it.sync(first, { generationId: 7 })).toMatchObject([{ errorCode: errors.generation }])
  const answers: SyncAnswer[] = []
  const asked = { memberId: first, generationId: 1, instanceId: null, protocolType: 'consumer', assignments: [] }
  it.groups.sync({ ...asked, groupId: 'g', protocolName: 'other' }, (answer) => answers.push(answer))
  it.groups.sync({ ...asked, groupId: 'other', protocolName: null }, (answer) => answers.push(answer))
  expect(answers).toMatchObject([{ errorCode: errors.protocol }, { errorCode: errors.member }])
})

test('a sync in a stable group gives the assignment again', () => {
  const { second, ...it } = stableGroup(2)
  expect(it.sync(second)[0]?.assignment.toString()).toBe('part 1')
})

test('what is closed has no timers left', () => {
  const it = stableGroup(2)
  it.join({ idFirst: true })
  it.join()
  it.groups.close()
  expect(it.clock.pending()).toBe(0)
})
