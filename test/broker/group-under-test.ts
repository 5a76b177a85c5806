// A group as a coordinator keeps it, with a clock that the test moves, and short words for what is asked of it.
import { GroupCoordinator, type JoinAnswer } from '../../broker/groups/index.js'
import type { JoinRequest, SyncAnswer } from '../../broker/groups/member.js'
import { createManualClock } from './manual-clock.js'

export const errors = { none: 0, generation: 22, protocol: 23, member: 25, rebalance: 27, idRequired: 79, fenced: 82 }

/** A coordinator with one group "g", and the requests that can be made of it. */
export function createGroup(initialRebalanceDelayMs = 0) {
  const clock = createManualClock()
  const groups = new GroupCoordinator({ clock, initialRebalanceDelayMs })
  return {
    clock,
    groups,
    group: () => groups.get('g'),
    moves: () => groups.get('g')?.changes.map(({ from, to, reason }) => `${from} > ${to}: ${nameless(reason)}`),
    /** The list stays empty until the group answers. */
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

export const metadata = Buffer.from('m')
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

export const idOf = (answers: readonly JoinAnswer[]) => answers[0]?.memberId ?? 'no answer'

/** A group with members that are all in, the first of them the leader. */
export function stableGroup(count: number, delayMs = 0) {
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
