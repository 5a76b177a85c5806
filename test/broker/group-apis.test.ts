// The group APIs over the wire. The rules themselves are tested in groups.test.ts.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { deleteGroups } from '../../broker/protocol/messages/delete-groups.js'
import { deleteTopics } from '../../broker/protocol/messages/delete-topics.js'
import { describeGroups } from '../../broker/protocol/messages/describe-groups.js'
import { findCoordinator } from '../../broker/protocol/messages/find-coordinator.js'
import { initProducerId } from '../../broker/protocol/messages/init-producer-id.js'
import { joinGroup } from '../../broker/protocol/messages/join-group.js'
import { leaveGroup } from '../../broker/protocol/messages/leave-group.js'
import { listGroups } from '../../broker/protocol/messages/list-groups.js'
import { offsetCommit } from '../../broker/protocol/messages/offset-commit.js'
import { offsetFetch } from '../../broker/protocol/messages/offset-fetch.js'
import { syncGroup } from '../../broker/protocol/messages/sync-group.js'
import { eventually } from './eventually.js'
import { createManualClock, type ManualClock } from './manual-clock.js'
import { connectTo, type RawClient } from './raw-client.js'

let clock: ManualClock
let broker: Broker
let client: RawClient

beforeEach(async () => {
  clock = createManualClock()
  broker = await startBroker({ clock })
  broker.createTopic('t', { partitions: 2 })
  client = await connectTo(broker)
})

afterEach(async () => {
  client.close()
  await broker.close()
})

const metadata = Buffer.from('told')
const joining = {
  groupId: 'g',
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 60_000,
  memberId: '',
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata }],
}

/** A stable group "g" with one member; gives its id. */
async function joinAlone(groupInstanceId: string | null = null): Promise<string> {
  const { memberId } = await client.call(joinGroup, 5, { ...joining, groupInstanceId })
  const known = groupInstanceId === null ? await client.call(joinGroup, 5, { ...joining, memberId }) : { memberId }
  const assignments = [{ memberId, assignment: Buffer.from('yours') }]
  await client.call(syncGroup, 3, { groupId: 'g', generationId: 1, memberId, groupInstanceId, assignments })
  return known.memberId
}

test.each([1, 2, 3])('the coordinator of a group is the one node, in v%i', async (version) => {
  expect(await client.call(findCoordinator, version, { key: 'g', keyType: 0 })).toMatchObject({
    errorCode: 0,
    nodeId: 1,
    host: '127.0.0.1',
    port: broker.port,
  })
})

test('the coordinators of several groups are the one node', async () => {
  const { coordinators } = await client.call(findCoordinator, 4, { keyType: 0, coordinatorKeys: ['g', 'h'] })
  const node = { nodeId: 1, host: '127.0.0.1', port: broker.port, errorCode: 0, errorMessage: null }
  expect(coordinators).toEqual([
    { key: 'g', ...node },
    { key: 'h', ...node },
  ])
})

test('transactions have no coordinator, and no producer id', async () => {
  expect(await client.call(findCoordinator, 3, { key: 'x', keyType: 1 })).toMatchObject({
    errorCode: 42,
    errorMessage: 'This broker has no transactions.',
    nodeId: -1,
  })
  const wanted = { transactionalId: 'x', transactionTimeoutMs: 1_000 }
  expect(await client.call(initProducerId, 4, wanted)).toMatchObject({ errorCode: 42, producerId: -1 })
})

test('every idempotent producer gets an id of its own', async () => {
  const wanted = { transactionalId: null, transactionTimeoutMs: 0 }
  const first = await client.call(initProducerId, 4, wanted)
  const second = await client.call(initProducerId, 0, wanted)
  expect([first, second]).toMatchObject([
    { errorCode: 0, producerId: 1, producerEpoch: 0 },
    { errorCode: 0, producerId: 2, producerEpoch: 0 },
  ])
})

test('a refused join has an empty protocol name before v7, and none from then on', async () => {
  const wrong = { ...joining, protocols: [] }
  expect(await client.call(joinGroup, 6, wrong)).toMatchObject({ errorCode: 23, protocolName: '' })
  expect(await client.call(joinGroup, 7, wrong)).toMatchObject({ errorCode: 23, protocolName: null })
})

test('JoinGroup v0 has the session timeout for a rebalance timeout, and needs no id first', async () => {
  expect(await client.call(joinGroup, 0, joining)).toMatchObject({ errorCode: 0, generationId: 1 })
  const other = await connectTo(broker)
  const second = other.call(joinGroup, 0, joining)
  await eventually(() => broker.groups()[0]?.state).toBe('PreparingRebalance')
  clock.advance(10_000)
  expect(await second).toMatchObject({ errorCode: 0, generationId: 2 })
  other.close()
})

test('a group is described with what its members told and were given, once it is stable', async () => {
  const memberId = await joinAlone()
  const { groups } = await client.call(describeGroups, 5, { groups: ['g', 'other'] })
  expect(groups).toMatchObject([
    {
      errorCode: 0,
      groupId: 'g',
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
      members: [
        {
          memberId,
          groupInstanceId: null,
          clientId: 'raw',
          clientHost: '/127.0.0.1',
          memberMetadata: metadata,
          memberAssignment: Buffer.from('yours'),
        },
      ],
    },
    { errorCode: 0, groupId: 'other', groupState: 'Dead', protocolType: '', protocolData: '', members: [] },
  ])
  broker.rebalance('g')
  const again = await client.call(describeGroups, 5, { groups: ['g'] })
  expect(again.groups).toMatchObject([
    { groupState: 'PreparingRebalance', protocolData: '', members: [{ memberMetadata: Buffer.alloc(0) }] },
  ])
})

test('groups are listed, from v4 on by their state', async () => {
  await joinAlone()
  const listed = [{ groupId: 'g', protocolType: 'consumer', groupState: 'Stable' }]
  expect((await client.call(listGroups, 4, {})).groups).toEqual(listed)
  expect((await client.call(listGroups, 4, { statesFilter: ['stable'] })).groups).toEqual(listed)
  expect((await client.call(listGroups, 4, { statesFilter: ['Empty'] })).groups).toEqual([])
  expect((await client.call(listGroups, 0, {})).groups).toEqual([{ ...listed[0], groupState: '' }])
})

test('LeaveGroup answers for one member before v3, and for each member from then on', async () => {
  const memberId = await joinAlone()
  expect(await client.call(leaveGroup, 2, { groupId: 'g', memberId: 'x' })).toMatchObject({ errorCode: 25 })
  const members = [
    { memberId, groupInstanceId: null, reason: 'done' },
    { memberId: 'x', groupInstanceId: null },
  ]
  expect(await client.call(leaveGroup, 5, { groupId: 'g', members })).toEqual({
    throttleTimeMs: 0,
    errorCode: 0,
    members: [
      { memberId, groupInstanceId: null, errorCode: 0 },
      { memberId: 'x', groupInstanceId: null, errorCode: 25 },
    ],
  })
  expect(broker.groups()[0]?.changes.at(-1)?.reason).toMatch(/ left: done$/)
})

async function commit(
  partitions: readonly [partition: number, offset: number, metadata?: string | null][],
  topic = 't',
) {
  const wanted = partitions.map(([partitionIndex, committedOffset, committedMetadata = null]) => {
    return { partitionIndex, committedOffset, committedMetadata }
  })
  const answer = await client.call(offsetCommit, 9, { groupId: 'g', topics: [{ name: topic, partitions: wanted }] })
  return answer.topics[0]?.partitions.map(({ errorCode }) => errorCode)
}

const position = (partitionIndex: number, committedOffset: number, metadata = '') => {
  return { partitionIndex, committedOffset, committedLeaderEpoch: -1, metadata, errorCode: 0 }
}

test('committed positions come back, -1 where there is none', async () => {
  expect(await commit([[0, 42, 'note']])).toEqual([0])
  const topics = [{ name: 't', partitionIndexes: [0, 1] }]
  const expected = [{ name: 't', partitions: [position(0, 42, 'note'), position(1, -1)] }]
  expect((await client.call(offsetFetch, 7, { groupId: 'g', topics })).topics).toEqual(expected)
  const groups = [
    { groupId: 'g', topics },
    { groupId: 'other', topics: null },
  ]
  expect((await client.call(offsetFetch, 9, { groups })).groups).toEqual([
    { groupId: 'g', topics: expected, errorCode: 0 },
    { groupId: 'other', topics: [], errorCode: 0 },
  ])
})

test('all committed positions come back when no topics are named', async () => {
  await commit([[1, 7]])
  expect((await client.call(offsetFetch, 4, { groupId: 'g', topics: null })).topics).toEqual([
    { name: 't', partitions: [position(1, 7)] },
  ])
})

test('positions of unknown partitions and too long notes are refused, the others kept', async () => {
  expect(
    await commit([
      [0, 1],
      [5, 1],
      [1, 1, 'x'.repeat(4_097)],
    ]),
  ).toEqual([0, 3, 12])
  expect(await commit([[0, 1]], 'other')).toEqual([3])
})

test('a stranger may not commit for a group that has members', async () => {
  await joinAlone()
  expect(
    await commit([
      [0, 1],
      [1, 1],
    ]),
  ).toEqual([25, 25])
})

test('positions in a topic go with the topic', async () => {
  await commit([[0, 1]])
  await client.call(deleteTopics, 1, { topicNames: ['t'], timeoutMs: 1_000 })
  expect((await client.call(offsetFetch, 4, { groupId: 'g', topics: null })).topics).toEqual([])
})

test('only empty groups are deleted', async () => {
  const memberId = await joinAlone()
  const wanted = { groupsNames: ['g', 'other'] }
  const results = async () => (await client.call(deleteGroups, 2, wanted)).results
  expect(await results()).toEqual([
    { groupId: 'g', errorCode: 68 },
    { groupId: 'other', errorCode: 69 },
  ])
  await client.call(leaveGroup, 1, { groupId: 'g', memberId })
  expect(await results()).toMatchObject([{ errorCode: 0 }, { errorCode: 69 }])
  expect(broker.groups()).toEqual([])
})

test('a static member leaves by its instance id', async () => {
  await joinAlone('i')
  const members = [{ memberId: '', groupInstanceId: 'i' }]
  expect((await client.call(leaveGroup, 4, { groupId: 'g', members })).members).toEqual([
    { memberId: '', groupInstanceId: 'i', errorCode: 0 },
  ])
  expect(broker.groups()).toMatchObject([{ groupId: 'g', state: 'Empty', generationId: 2, members: [] }])
})
