import { describe, expect, it, onTestFinished } from 'vitest'
import { type Broker, startBroker } from '../../broker/index.js'
import { sweepGroups } from '../../support/doctor/index.js'
import { tell } from '../../support/doctor/janitor.js'
import { settingsWith } from '../config/settings-with.js'
import { abandonedGroup, joinedGroup } from '../joined-group.js'

async function started(): Promise<Broker> {
  const broker = await startBroker()
  onTestFinished(() => broker.close())
  broker.createTopic('orders', { partitions: 1 })
  return broker
}

function at(...brokers: string[]) {
  return settingsWith({ kafka: { embedded: false, initialRebalanceDelayMs: 0, brokers } })
}

describe('the janitor', () => {
  it('finds nothing where no run has left anything, whatever groups others have', async () => {
    const broker = await started()
    await abandonedGroup(broker.bootstrap, 'billing')
    expect(await sweepGroups(at(broker.bootstrap), { yes: true })).toEqual({
      text: `No group has a name that begins with "kata-" (environment qa, ${broker.bootstrap}).`,
      isClean: true,
    })
    expect(broker.groups().map(({ groupId }) => groupId)).toEqual(['billing'])
  })

  it('shows first, deletes with yes, and never touches a group with members', async () => {
    const broker = await started()
    await abandonedGroup(broker.bootstrap, 'kata-1f3c-0-0-1')
    await abandonedGroup(broker.bootstrap, 'kata-1f3c-0-0-10')
    await abandonedGroup(broker.bootstrap, 'billing')
    const running = await joinedGroup(broker.bootstrap, 'kata-2a00-0-0-1')
    const title = `Groups whose name begins with "kata-" (environment qa, ${broker.bootstrap}):`
    expect(await sweepGroups(at(broker.bootstrap), { yes: false })).toEqual({
      text: [
        title,
        '  kata-1f3c-0-0-1   Empty   0 members  left over',
        '  kata-1f3c-0-0-10  Empty   0 members  left over',
        '  kata-2a00-0-0-1   Stable  1 member   in use by a running kata, stays',
        '3 groups: 2 left over, 1 in use.',
        'Nothing was deleted: `kata janitor --yes` deletes what is left over.',
      ].join('\n'),
      isClean: false,
    })
    expect(await sweepGroups(at(broker.bootstrap), { yes: true })).toEqual({
      text: [
        title,
        '  kata-1f3c-0-0-1   Empty   0 members  deleted',
        '  kata-1f3c-0-0-10  Empty   0 members  deleted',
        '  kata-2a00-0-0-1   Stable  1 member   in use by a running kata, stays',
        '3 groups: 2 deleted, 1 in use.',
      ].join('\n'),
      isClean: true,
    })
    const left = broker.groups().map(({ groupId }) => groupId)
    expect(left.sort()).toEqual(['billing', 'kata-2a00-0-0-1'])
    await running.disconnect()
  })

  it('has nothing to do where the broker ends with the run', async () => {
    const kafka = { embedded: true, initialRebalanceDelayMs: 0, brokers: [] }
    await expect(sweepGroups(settingsWith({ environment: 'embedded', kafka }), { yes: true })).rejects.toThrow(
      [
        'There is nothing to tidy up in environment "embedded".',
        'Its broker is started for each run and ends with it: no group outlives a run.',
        'Name an environment with a Kafka of its own by --env.',
      ].join('\n'),
    )
  })

  it('says what was tried where Kafka is not there', async () => {
    await expect(sweepGroups(at('127.0.0.1:1', '127.0.0.1:2'), { yes: false })).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
      message: expect.stringMatching(
        /^Kafka could not be asked to list its groups\.\nBrokers tried: 127\.0\.0\.1:1, 127\.0\.0\.1:2\.\nThe client says: connect ECONNREFUSED 127\.0\.0\.1:\d\nCheck that Kafka runs, and that the brokers of this environment are right \(kata\.config\.yaml\)\.$/,
      ),
    })
  })
})

describe('what the janitor tells', () => {
  const group = (groupId: string, state = 'Empty') => ({ groupId, state, members: 0 })

  it('of groups that Kafka does not let it delete or look at names the right that is missing', () => {
    const groups = [
      group('kata-a'),
      group('kata-b'),
      { groupId: 'kata-c', members: 0, refused: 'GROUP_AUTHORIZATION_FAILED (30)' },
    ]
    const deletions = new Map([
      ['kata-a', { kind: 'deleted' }],
      ['kata-b', { kind: 'refused', reason: 'GROUP_AUTHORIZATION_FAILED (30)' }],
    ] as const)
    expect(tell(groups, { deletions, where: 'environment qa' })).toEqual({
      text: [
        'Groups whose name begins with "kata-" (environment qa):',
        '  kata-a  Empty    0 members  deleted',
        '  kata-b  Empty    0 members  not deleted: GROUP_AUTHORIZATION_FAILED (30)',
        '  kata-c  unknown  -          may not be looked at: GROUP_AUTHORIZATION_FAILED (30)',
        '3 groups: 1 deleted, 2 refused.',
        'Give this user DESCRIBE and DELETE on groups with the prefix "kata-".',
      ].join('\n'),
      isClean: false,
    })
  })

  it('of groups that changed in the meantime says what they are now', () => {
    const deletions = new Map([
      ['kata-a', { kind: 'gone' }],
      ['kata-b', { kind: 'in use' }],
    ] as const)
    expect(tell([group('kata-a', 'Dead'), group('kata-b')], { deletions, where: 'environment qa' })).toEqual({
      text: [
        'Groups whose name begins with "kata-" (environment qa):',
        '  kata-a  Dead   0 members  was gone already',
        '  kata-b  Empty  0 members  in use by a running kata, stays',
        '2 groups: 1 deleted, 1 in use.',
      ].join('\n'),
      isClean: true,
    })
  })

  it('shows no name that would steer a terminal', () => {
    const { text } = tell([group('kata-\u001b[2J')], { deletions: new Map(), where: 'environment qa' })
    expect(text.split('\n')[1]).toBe('  kata-\ufffd[2J  Empty  0 members  left over')
  })
})
