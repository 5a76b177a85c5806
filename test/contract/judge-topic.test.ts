import { describe, expect, it } from 'vitest'
import { judgeConfigs, judgesTopic, judgeTopic } from '../../support/contract/index.js'
import { literal } from '../../support/match/index.js'

const configs = new Map([
  ['cleanup.policy', 'compact,delete'],
  ['compression.type', 'producer'],
  ['flush.ms', '9223372036854775807'],
  ['follower.replication.throttled.replicas', ''],
  ['min.cleanable.dirty.ratio', '0.5'],
  ['preallocate', 'false'],
  ['retention.ms', '604800000'],
])
const judge = (name: string, expected: unknown) => judgeConfigs(configs, [{ name, expected }])

describe('a config', () => {
  it.each([
    ['retention.ms', 604_800_000],
    ['retention.ms', '604800000'],
    ['retention.ms', '#number'],
    ['retention.ms', '#regex \\d+'],
    ['retention.ms', literal('604800000')],
    ['flush.ms', '9223372036854775807'],
    ['min.cleanable.dirty.ratio', 0.5],
    ['preallocate', false],
    ['preallocate', 'false'],
    ['cleanup.policy', 'compact,delete'],
    ['cleanup.policy', ['compact', 'delete']],
    ['cleanup.policy', ['delete', 'compact']],
    ['follower.replication.throttled.replicas', ''],
    ['follower.replication.throttled.replicas', []],
    ['compression.type', 'producer'],
    ['compression.level', '#notpresent'],
  ])('%s is %j', (name, expected) => {
    expect(judge(name, expected)).toEqual([])
  })

  it.each([
    ['retention.ms', 1000, 604_800_000],
    ['retention.ms', '1000', '604800000'],
    ['retention.ms', '#boolean', '604800000'],
    ['preallocate', true, false],
    ['compression.type', 'zstd', 'producer'],
    ['compression.type', '#number', 'producer'],
  ])('%s that is not %j is told as %j', (name, expected, actual) => {
    expect(judge(name, expected)).toMatchObject([{ path: name, expected, actual }])
  })

  it('that is a list is told by its items', () => {
    expect(judge('cleanup.policy', ['delete'])).toEqual([
      { path: 'cleanup.policy[1]', rule: 'surplus', expected: undefined, actual: 'compact' },
    ])
    expect(judge('compression.type', ['zstd'])).toMatchObject([{ path: 'compression.type[0]', actual: 'producer' }])
  })

  it('that does not exist is told with the one that may be meant', () => {
    expect(judge('retention.mss', 1)).toEqual([
      {
        ...{ path: 'retention.mss', rule: 'missing', expected: 1, actual: undefined },
        hint: 'There is a `retention.ms`: is it meant?',
      },
    ])
    expect(judge('__proto__', 1)).toEqual([{ path: '__proto__', rule: 'missing', expected: 1, actual: undefined }])
  })
})

describe('the bindings of a channel', () => {
  const replicas = [
    [1, 2, 3],
    [2, 3],
  ]

  it('may say nothing', () => {
    expect(judgesTopic({})).toBe(false)
    expect(judgesTopic({ topicConfiguration: {} })).toBe(false)
    for (const said of [{ partitions: 1 }, { replicas: 1 }, { topicConfiguration: { 'retention.ms': 1 } }])
      expect(judgesTopic(said)).toBe(true)
  })

  it('are kept', () => {
    const topicConfiguration = { 'cleanup.policy': ['delete', 'compact'], 'retention.ms': 604_800_000 }
    expect(judgeTopic({ partitions: 2, topicConfiguration }, { replicas, configs })).toEqual([])
    expect(judgeTopic({ partitions: 1, replicas: 3 }, { replicas: [[1, 2, 3]], configs })).toEqual([])
  })

  it('that are not kept are told one by one', () => {
    const topicConfiguration = { 'retention.ms': 1 }
    expect(judgeTopic({ partitions: 3, replicas: 3, topicConfiguration }, { replicas, configs })).toEqual([
      { path: 'partitions', rule: 'equals', expected: 3, actual: 2 },
      { path: 'partitions[1].replicas', rule: 'equals', expected: 3, actual: 2 },
      { path: 'retention.ms', rule: 'equals', expected: 1, actual: 604_800_000 },
    ])
  })
})
