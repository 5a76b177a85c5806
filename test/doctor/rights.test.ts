// What is told where Kafka refuses: the embedded broker refuses nobody, so the refusals are handed in.
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../support/contract/index.js'
import { type GroupTried, groupFindings, topicFinding } from '../../support/doctor/check-kafka.js'
import { tellFinding } from '../../support/doctor/finding.js'

const channel: Channel = { name: 'orders', address: 'orders.v1', service: 'shop', messages: [], bindings: {} }
const refused = 'GROUP_AUTHORIZATION_FAILED (30)'

function told(parts: Partial<GroupTried>): readonly string[] {
  const whole = {
    groupId: 'kata-doctor-1',
    topics: ['a'],
    tried: { kind: 'read' },
    deletion: { kind: 'deleted' },
  } as const
  return groupFindings({ ...whole, ...parts }).map(tellFinding)
}

describe('a group', () => {
  it('that may not be joined needs READ and DELETE', () => {
    const tried = { kind: 'not joined', reason: refused, isRefusal: true } as const
    expect(told({ tried })).toEqual([
      'problem  group        A group such as "kata-doctor-1" could not be joined: GROUP_AUTHORIZATION_FAILED (30)\n         Give this user READ and DELETE on groups with the prefix "kata-".',
    ])
  })

  it('that could not be joined in time may be a matter of rights or of the broker', () => {
    const tried = { kind: 'not joined', reason: 'no answer within 6000 ms', isRefusal: false } as const
    expect(told({ tried })).toEqual([
      [
        'problem  group        A group such as "kata-doctor-1" could not be joined: no answer within 6000 ms',
        '         Give this user READ and DELETE on groups with the prefix "kata-".',
        '         If it has them, the broker was too slow: see its log.',
      ].join('\n'),
    ])
  })

  it('from which nothing may be read names the topics', () => {
    const tried = { kind: 'not read', reason: 'TOPIC_AUTHORIZATION_FAILED (29)', isRefusal: true } as const
    expect(told({ tried, topics: ['a', 'b'] })[0]).toBe(
      'problem  reading      Nothing could be read: TOPIC_AUTHORIZATION_FAILED (29)\n         Give this user READ on "a", "b".',
    )
  })

  it('that may not be deleted is named, since it stays', () => {
    expect(told({ deletion: { kind: 'refused', reason: refused } })[1]).toBe(
      [
        'problem  group        "kata-doctor-1" could be used, but not deleted, and stays: GROUP_AUTHORIZATION_FAILED (30)',
        '         Give this user DELETE on groups with the prefix "kata-"; without it, each run leaves its groups.',
      ].join('\n'),
    )
    expect(told({ deletion: { kind: 'in use' } })[1]).toBe(
      'note     group        "kata-doctor-1" could not be deleted yet.\n         `kata janitor --yes` deletes it later.',
    )
  })
})

describe('a topic', () => {
  it('that may not be looked at needs DESCRIBE and READ', () => {
    const finding = topicFinding(channel, { kind: 'refused', reason: 'TOPIC_AUTHORIZATION_FAILED (29)' })
    expect(tellFinding(finding)).toBe(
      'problem  topic        "orders.v1" (channel orders) may not be looked at: TOPIC_AUTHORIZATION_FAILED (29)\n         Give this user DESCRIBE and READ on the topic.',
    )
  })

  it('with partitions that nobody leads cannot be read as a whole', () => {
    const finding = topicFinding(channel, { kind: 'there', partitions: 3, leaderless: [0, 2] })
    expect(tellFinding(finding)).toBe(
      'problem  topic        "orders.v1" (channel orders) has 3 partitions, of which nobody leads 0, 2.\n         Start the brokers that hold these partitions.',
    )
  })
})
