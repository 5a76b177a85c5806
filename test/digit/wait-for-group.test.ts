// How long a group is waited for, against a stand-in that answers as a test dictates.

import { expect, it } from 'vitest'
import { isDone, waitForGroup } from '../../support/digit/index.js'
import type { Behind, GroupProgress } from '../../support/kafka/index.js'

const one: Behind = { topic: 'notes', partition: 0, end: 1 }

/** Gives the answers in turn, the last one for ever. */
function groupThat(topics: readonly string[][], behind: readonly Behind[][]) {
  const asked: string[] = []
  const next = <T>(answers: readonly T[], index: number) => answers[Math.min(index, answers.length - 1)] as T
  const count = (what: string) => asked.push(what) && asked.filter((each) => each === what).length - 1
  const groups = {
    topicsOf: async () => next(topics, count('topics')),
    ends: async () => {
      count('ends')
      return new Map()
    },
    behind: async () => next(behind, count('behind')),
  }
  return { asked, groups: groups as unknown as GroupProgress }
}

it('a group that has done everything is asked once', async () => {
  const { asked, groups } = groupThat([['notes']], [[]])
  const state = await waitForGroup(groups, 'sms', 60_000)
  expect(state).toEqual({ groupId: 'sms', topics: ['notes'], behind: [] })
  expect([isDone(state), asked]).toEqual([true, ['topics', 'ends', 'behind']])
})

it('a group that is being put together or lags is asked again, about the ends of the beginning', async () => {
  const { asked, groups } = groupThat([[], ['notes']], [[one], [one], []])
  expect(isDone(await waitForGroup(groups, 'sms', 60_000))).toBe(true)
  expect(asked).toEqual(['topics', 'topics', 'ends', 'behind', 'behind', 'behind'])
})

it('a group that never gets there is given up with what it has left', async () => {
  const state = await waitForGroup(groupThat([['notes']], [[one]]).groups, 'sms', 0)
  expect([state.behind, isDone(state)]).toEqual([[one], false])
})

it('a group without members has done nothing', async () => {
  const { asked, groups } = groupThat([[]], [[]])
  const state = await waitForGroup(groups, 'sms', 0)
  expect([state.topics, isDone(state), asked]).toEqual([[], false, ['topics']])
})
