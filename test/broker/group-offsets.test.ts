import { expect, test } from 'vitest'
import { createGroup, errors, stableGroup } from './group-under-test.js'

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
