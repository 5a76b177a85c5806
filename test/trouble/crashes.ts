// A reader that loses its connections, its membership, or any answer.

import { setTimeout as pause } from 'node:timers/promises'
import type { Round } from './round.js'
import type { Trouble } from './troubles.js'

async function amid(round: Round, happen: () => Promise<void>): Promise<void> {
  await round.subscribe()
  await round.take({ tag: await round.send(2), count: 2 })
  const tag = round.tag()
  const sending = round.send(6, { tag })
  await happen()
  await sending
  await round.take({ tag, count: 6, timeoutMs: round.number % 2 === 0 ? 0 : 1000 })
  await round.some(await round.send(1))
  await round.take({ tag: await round.send(3), count: 3 })
}

export const crashes: readonly Trouble[] = [
  {
    name: 'connections-cut',
    what: 'every connection is reset, once or three times in a row',
    nodes: 1,
    throughProxy: true,
    play: (round) =>
      amid(round, async () => {
        for (let times = 0; times < 1 + 2 * (round.number % 2); times++) {
          round.stage.proxy?.cut()
          await pause(100)
        }
      }),
  },
  {
    name: 'network-stalls',
    what: 'nothing goes through for one to eight seconds, longer than a session',
    nodes: 1,
    throughProxy: true,
    play: (round) =>
      amid(round, async () => {
        const goOn = round.stage.proxy?.stall()
        await pause([1000, 3000, 8000][round.number % 3])
        goOn?.()
      }),
  },
  {
    name: 'member-removed',
    what: 'the reader is thrown out of its group',
    nodes: 1,
    play: (round) =>
      amid(round, async () => {
        await removeMembers(round)
      }),
  },
]

interface Coordinator {
  leaveGroup(of: { readonly groupId: string; readonly memberId: string }): Promise<unknown>
}

/** Says for each member that it leaves, which anybody may. */
async function removeMembers({ stage, witnesses }: Round): Promise<void> {
  const groupIds = witnesses.map(({ subscription }) => subscription.proof().groupIds.at(-1) ?? '')
  const { groups } = await stage.admin.describeGroups(groupIds)
  for (const { groupId, members } of groups) {
    const coordinator = await coordinatorOf(stage, groupId)
    for (const { memberId } of members) await coordinator.leaveGroup({ groupId, memberId })
  }
}

/** kafkajs keeps its cluster to itself. */
async function coordinatorOf(stage: Round['stage'], groupId: string): Promise<Coordinator> {
  const symbol = Object.getOwnPropertySymbols(stage.kafka).find(({ description }) =>
    description?.endsWith('createCluster'),
  )
  const make = symbol && (stage.kafka as unknown as Record<symbol, (options: object) => Cluster>)[symbol]
  if (make === undefined) throw new Error('kafkajs has no createCluster')
  const cluster = make({})
  await cluster.connect()
  const coordinator = await cluster.findGroupCoordinator({ groupId })
  return {
    async leaveGroup(of) {
      await coordinator.leaveGroup(of)
      await cluster.disconnect()
    },
  }
}

interface Cluster {
  connect(): Promise<void>
  disconnect(): Promise<void>
  findGroupCoordinator(of: { readonly groupId: string }): Promise<Coordinator>
}
