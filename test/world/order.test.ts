import { DataTable } from '@cucumber/cucumber'
import { expect, it } from 'vitest'
import { Subscription } from '../../support/kafka/index.js'
import { expectOrder } from '../../support/world/order.js'
import { settingsWith } from '../config/settings-with.js'
import { settled } from '../kafka/fake-clock.js'
import { FakeTopic } from '../kafka/fake-topic.js'
import { worldWith } from './world-with.js'

/** A scenario that listens to a topic on which those came, by partition. */
async function listening(...partitions: readonly (readonly number[])[]) {
  const timeouts = { ...settingsWith().timeouts, messageMs: 0, lateMs: 0, drainMs: 20_000 }
  const { world } = worldWith({ timeouts })
  const topic = new FakeTopic(partitions.length)
  const subscription = await Subscription.open(topic.name, { client: topic, lateMs: 0, drainMs: 0 })
  world.subscriptions.set(topic.name, subscription)
  await settled()
  topic.consumer.join()
  for (const [partition, ids] of partitions.entries()) for (const id of ids) topic.writeTo(partition, id)
  await topic.consumer.read()
  return world
}

const inOrder = (...rows: readonly string[]) => ({
  on: 'otp',
  count: rows.length,
  table: new DataTable([['value.id'], ...rows.map((row) => [row])]),
})

it('messages that arrive as the rows describe them are claimed; what fits no row may lie between', async () => {
  const world = await listening([1, 9, 2, 3])
  await expectOrder(world, inOrder('1', '2', '3'))
  expect(world.variables.get('messages')).toMatchObject([1, 2, 3].map((id) => ({ value: { id } })))
  await expect(expectOrder(world, inOrder('9'))).resolves.toBeUndefined()
})

it('another order is CONTRACT', async () => {
  await expect(expectOrder(await listening([2, 1]), inOrder('1', '2'))).rejects.toMatchObject({
    verdict: 'CONTRACT',
    message: expect.stringContaining('  arrived   rows 2, 1\n'),
  })
})

it('one that comes twice takes the place of the next, so that is CONTRACT too', async () => {
  await expect(expectOrder(await listening([1, 1, 2]), inOrder('1', '2'))).rejects.toMatchObject({
    verdict: 'CONTRACT',
    message: expect.stringContaining('  arrived   rows 1, 1\n'),
  })
})

it('two rows that the same messages fit are no mistake', async () => {
  await expectOrder(await listening([1, 1]), inOrder('1', '#number'))
})

it('messages in two partitions have no order', async () => {
  await expect(expectOrder(await listening([1], [2]), inOrder('1', '2'))).rejects.toMatchObject({
    verdict: 'CONTRACT',
    message: expect.stringContaining('but in no order: they lie in partitions 0, 1.'),
  })
})

it('one that does not come is MISSING, with the row that something else comes closest to', async () => {
  await expect(expectOrder(await listening([1, 25]), inOrder('1', '24'))).rejects.toMatchObject({
    verdict: 'MISSING',
    message: [
      'Only 1 of 2 messages of the table arrived on "otp".',
      '  fence     0:0     read to  0:2     2 seen, 1 matched',
      '  closest   partition 0 offset 1',
      '            value.id   equals   expected 24   actual 25',
      'Compare what the service publishes with what the step asks for.',
    ].join('\n'),
  })
})

it('a table with another number of rows than the step says is a mistake', async () => {
  const { world } = worldWith()
  await expect(expectOrder(world, { ...inOrder('1'), count: 2 })).rejects.toMatchObject({
    code: 'TABLE_INVALID',
    message: [
      'The table of the step does not describe as many messages as the step speaks of.',
      'The step says 2, and below the row of paths there is 1 row.',
      'Write the paths in the first row, and one row for each message below it.',
    ].join('\n'),
  })
})

it('a path that leads nowhere is a mistake, as in every table', async () => {
  const { world } = worldWith()
  const table = new DataTable([['payload.id'], ['1']])
  await expect(expectOrder(world, { on: 'otp', count: 1, table })).rejects.toMatchObject({ code: 'PATH_INVALID' })
})
