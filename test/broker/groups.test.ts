import { expect, test } from 'vitest'
import { GroupCoordinator, type JoinAnswer } from '../../broker/groups/index.js'
import type { JoinRequest, SyncAnswer } from '../../broker/groups/member.js'
import { createManualClock } from './manual-clock.js'

const errors = { none: 0, generation: 22, protocol: 23, member: 25, rebalance: 27, idRequired: 79, fenced: 82 }

/** A coordinator with one group "g", and the requests that can be made of it. */
function createGroup(initialRebalanceDelayMs = 0) {
  const clock = createManualClock()
  const groups = new GroupCoordinator({ clock, initialRebalanceDelayMs })
  return {
    clock,
    groups,
    group: () => groups.get('g'),
    moves: () => groups.get('g')?.changes.map(({ from, to, reason }) => `${from} > ${to}: ${nameless(reason)}`),
    /** The answer stays undefined until the group gives it. */
    join(request: Partial<JoinRequest> = {}) {
      const answers: JoinAnswer[] = []
      groups.join({ ...newcomer, ...request }, (answer) => answers.push(answer))
      return answers
    },
    sync(
      memberId: string,
      options: { generationId?: number; assign?: Record<string, string>; instanceId?: string } = {},
    ) {
      const answers: SyncAnswer[] = []
      const assignments = Object.entries(options.assign ?? {}).map(([assigned, bytes]) => ({
        memberId: assigned,
        assignment: Buffer.from(bytes),
      }))
      groups.sync(
        {
          groupId: 'g',
          memberId,
          generationId: options.generationId ?? groups.get('g')?.generationId ?? 0,
          instanceId: options.instanceId ?? null,
          protocolType: null,
          protocolName: null,
          assignments,
        },
        (answer) => answers.push(answer),
      )
      return answers
    },
    heartbeat(memberId: string, generationId = groups.get('g')?.generationId ?? 0, instanceId: string | null = null) {
      return groups.heartbeat('g', { memberId, generationId, instanceId })
    },
    leave(memberId: string, instanceId: string | null = null) {
      return groups.leave('g', { memberId, instanceId, reason: null })
    },
  }
}

const metadata = Buffer.from('m')
const newcomer: JoinRequest = {
  groupId: 'g',
  memberId: '',
  instanceId: null,
  clientId: 'c',
  clientHost: '/127.0.0.1',
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 60_000,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata }],
  reason: null,
  idFirst: false,
  canSkipAssignment: false,
}

/** Ids end in a random UUID. */
function nameless(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
}

const idOf = (answers: readonly JoinAnswer[]) => answers[0]?.memberId ?? 'no answer'

/** A group with members that are all in, the first of them the leader. */
function stableGroup(count: number, delayMs = 0) {
  const it = createGroup(delayMs)
  let answers = [it.join()]
  for (let more = 1; more < count; more += 1) {
    const newest = it.join()
    answers = [...answers.map((answer) => it.join({ memberId: idOf(answer) })), newest]
  }
  const ids = answers.map(idOf)
  const assign = Object.fromEntries(ids.map((id, index) => [id, `part ${index}`]))
  for (const id of ids) it.sync(id, { assign })
  return { ...it, ids, first: ids[0] ?? '', second: ids[1] ?? '' }
}

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
  it.join(known('x', 'b', 'c'))
  const [answer] = it.join({ memberId: first, ...known('c', 'b') })
  expect(answer?.protocolName).toBe('c')
  expect(answer?.members.map((member) => member.metadata.toString())).toEqual(['c', 'c'])
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
  expect(it.heartbeat(second)).toBe(errors.none)
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

const stranger = { memberId: '', generationId: -1, instanceId: null }

test('anybody may commit for a group without members', () => {
  const it = createGroup()
  expect(it.groups.offsetsToCommit('g', stranger)).not.toBeTypeOf('number')
  expect(it.groups.get('g')?.state).toBe('Empty')
})

test('only members of the current generation may commit for a group that has members', () => {
  const { first, ...it } = stableGroup(1)
  const commit = (sender: Partial<typeof stranger>) => it.groups.offsetsToCommit('g', { ...stranger, ...sender })
  expect(commit({})).toBe(errors.member)
  expect(commit({ memberId: 'x', generationId: 1 })).toBe(errors.member)
  expect(commit({ memberId: first, generationId: 7 })).toBe(errors.generation)
  expect(commit({ memberId: first, generationId: 1 })).not.toBeTypeOf('number')
  it.join({ memberId: first })
  expect(commit({ memberId: first, generationId: 2 })).toBe(errors.rebalance)
})

test('a generation of a group that does not exist is refused', () => {
  const it = createGroup()
  expect(it.groups.offsetsToCommit('g', { ...stranger, generationId: 1 })).toBe(errors.generation)
  expect(it.groups.offsetsToCommit('', stranger)).toBe(24)
})

test('a commit keeps the member alive', () => {
  const { first, ...it } = stableGroup(1)
  it.clock.advance(9_000)
  it.groups.offsetsToCommit('g', { memberId: first, generationId: 1, instanceId: null })
  it.clock.advance(9_000)
  expect(it.heartbeat(first)).toBe(errors.none)
})

test('a group is deleted only when it is empty, and its positions go with it', () => {
  const { first, ...it } = stableGroup(1)
  expect(it.groups.delete('other')).toBe(69)
  expect(it.groups.delete('g')).toBe(68)
  it.leave(first)
  expect(it.groups.delete('g')).toBe(errors.none)
  expect(it.groups.offsets('g')).toBeUndefined()
  expect(it.groups.all()).toEqual([])
})

test('positions are kept by topic and partition until the topic goes', () => {
  const it = createGroup()
  const offsets = it.groups.offsetsToCommit('g', stranger)
  if (typeof offsets === 'number') throw new Error(`refused with ${offsets}`)
  const committed = { offset: 5, leaderEpoch: 0, metadata: 'x' }
  offsets.commit('t', 2, committed)
  offsets.commit('t', 0, committed)
  expect(offsets.get('t', 2)).toEqual(committed)
  expect(offsets.all()).toEqual([{ name: 't', partitionIndexes: [2, 0] }])
  it.groups.forgetTopic('t')
  expect(offsets.all()).toEqual([])
})

test('what is closed has no timers left', () => {
  const it = stableGroup(2)
  it.join({ idFirst: true })
  it.join()
  it.groups.close()
  expect(it.clock.pending()).toBe(0)
})
