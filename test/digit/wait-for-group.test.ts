// How long a group is waited for, against a stand-in that answers as a test dictates.

import { expect, it } from 'vitest'
import { isDone, waitForGroup, waitForReaders } from '../../support/digit/index.js'
import type { Behind, GroupProgress, TopicReaders } from '../../support/kafka/index.js'

const sms = { groupId: 'sms', topics: ['notes'] }
const one: Behind = { topic: 'notes', partition: 0, end: 1 }

/** Gives the answers in turn, the last one for ever. */
function groupThat(topics: readonly string[][], behind: readonly Behind[][]) {
  const asked: string[] = []
  const ended: string[] = []
  const next = <T>(answers: readonly T[], index: number) => answers[Math.min(index, answers.length - 1)] as T
  const count = (what: string) => asked.push(what) && asked.filter((each) => each === what).length - 1
  const groups = {
    existing: async (topics: readonly string[]) => topics.filter((topic) => topic !== 'missing'),
    topicsOf: async () => next(topics, count('topics')),
    ends: async (topics: readonly string[]) => {
      count('ends')
      ended.push(...topics)
      return new Map()
    },
    behind: async () => next(behind, count('behind')),
  }
  return { asked, ended, groups: groups as unknown as GroupProgress }
}

it('a group that has done everything is asked once', async () => {
  const { asked, groups } = groupThat([['notes']], [[]])
  const state = await waitForGroup(groups, sms, 60_000)
  expect(state).toEqual({ groupId: 'sms', topics: ['notes'], behind: [] })
  expect([isDone(state), asked]).toEqual([true, ['topics', 'ends', 'behind']])
})

it('a group that is being put together or lags is asked again, about the ends of the beginning', async () => {
  const { asked, groups } = groupThat([[], ['notes']], [[one], [one], []])
  expect(isDone(await waitForGroup(groups, sms, 60_000))).toBe(true)
  expect(asked).toEqual(['topics', 'topics', 'ends', 'behind', 'behind', 'behind'])
})

it('a group that never gets there is given up with what it has left', async () => {
  const state = await waitForGroup(groupThat([['notes']], [[one]]).groups, sms, 0)
  expect([state.behind, isDone(state)]).toEqual([[one], false])
})

it('a group without members has done nothing', async () => {
  const { asked, groups } = groupThat([[]], [[]])
  const state = await waitForGroup(groups, sms, 0)
  expect([state.topics, isDone(state), asked]).toEqual([[], false, ['topics']])
})

it('what the service is said to read counts too where no member reads it, if there is such a topic', async () => {
  const left: Behind = { topic: 'texts', partition: 0, end: 1 }
  const { ended, groups } = groupThat([['notes']], [[left]])
  const state = await waitForGroup(groups, { groupId: 'sms', topics: ['texts', 'notes', 'missing'] }, 0)
  expect(ended).toEqual(['notes', 'texts'])
  expect([state.topics, state.behind, isDone(state)]).toEqual([['notes'], [left], false])
})

it('readers are asked for again while a group that counts is being put together', async () => {
  const settling: TopicReaders = { readers: ['kata-1'], unsettled: ['kata-2', 'sms'] }
  const answers = [settling, settling, { readers: ['kata-1'], unsettled: ['kata-2'] }]
  const groups = (left: TopicReaders[]) =>
    ({ readersOf: async () => left.shift() ?? settling }) as unknown as GroupProgress
  const wanted = { topic: 'notes', counts: (groupId: string) => !groupId.startsWith('kata-') }
  expect(await waitForReaders(groups([...answers]), wanted, 60_000)).toEqual({ readers: [], unsettled: [] })
  expect(await waitForReaders(groups([]), wanted, 0)).toEqual({ readers: [], unsettled: ['sms'] })
})
