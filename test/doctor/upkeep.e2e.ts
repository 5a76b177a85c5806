// `kata janitor` against a broker of its own, each in a process of its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupsAt } from '../groups-at.js'
import { abandonedGroup } from '../joined-group.js'
import { kataCommand } from '../kata-command.js'
import { kataServed, type Standing } from '../kata-served.js'

let broker: Standing

beforeAll(async () => {
  broker = await kataServed('broker')
})

afterAll(async () => {
  await broker.end()
})

describe('kata janitor', () => {
  it('answers 1 while something is left over, deletes it with --yes, and answers 0 from then on', async () => {
    const { address } = broker
    const env = { KAFKA_BROKERS: address }
    await abandonedGroup(address, 'kata-1f3c-0-0-1')
    await abandonedGroup(address, 'billing')
    const title = `Groups whose name begins with "kata-" (environment external, ${address}):\n`
    expect(await kataCommand(['janitor', '--env', 'external'], env)).toEqual({
      exitCode: 1,
      stdout: `${title}  kata-1f3c-0-0-1  Empty  0 members  left over\n1 group: 1 left over.\nNothing was deleted: \`kata janitor --yes\` deletes what is left over.\n`,
      stderr: '',
    })
    expect(await kataCommand(['janitor', '--env', 'external', '--yes'], env)).toEqual({
      exitCode: 0,
      stdout: `${title}  kata-1f3c-0-0-1  Empty  0 members  deleted\n1 group: 1 deleted.\n`,
      stderr: '',
    })
    expect(await kataCommand(['janitor', '--env', 'external'], env)).toEqual({
      exitCode: 0,
      stdout: `No group has a name that begins with "kata-" (environment external, ${address}).\n`,
      stderr: '',
    })
    expect(await groupsAt(address)).toEqual(['billing'])
  })

  it('answers 2 in the embedded environment, and 3 where nobody listens', async () => {
    const embedded = await kataCommand(['janitor'], { KATA_ENV: 'embedded' })
    expect(embedded).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: [
        'There is nothing to tidy up in environment "embedded".',
        'Its broker is started for each run and ends with it: no group outlives a run.',
        'Name an environment with a Kafka of its own by --env.',
        'ARGUMENT_INVALID, see docs/errors.md',
        '',
      ].join('\n'),
    })
    const closed = await kataCommand(['janitor', '--env', 'external'], { KAFKA_BROKERS: '127.0.0.1:1' })
    expect(closed).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: [
        'Kafka could not be asked to list its groups.',
        'Brokers tried: 127.0.0.1:1.',
        'The client says: connect ECONNREFUSED 127.0.0.1:1',
        'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
        'KAFKA_UNREACHABLE, see docs/errors.md',
        '',
      ].join('\n'),
    })
  })
})
