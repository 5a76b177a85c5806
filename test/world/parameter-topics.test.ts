// Topics of a channel that has one for each value of its address, and topics that a variable names.

import { expect, it } from 'vitest'
import { channelOf, resolveTopic } from '../../support/world/topics.js'
import { settingsWith } from '../config/settings-with.js'
import { worldWith } from './world-with.js'

const receiver = '6f1710a4-9f68-462f-8232-b59273bf4d16'
const worldWithoutKafka = () => worldWith({ kafka: { ...settingsWith().kafka, brokers: [] } }).world

it('a topic that fits the address is known to the catalogue, and need not exist', async () => {
  const world = worldWithoutKafka()
  expect(await resolveTopic(world, receiver)).toMatchObject({
    topic: receiver,
    channel: { name: 'event-notifications', address: receiver },
  })
  expect(channelOf(world, receiver)?.messages[0]?.name).toBe('event-notification')
})

it('a variable may hold the name', async () => {
  const world = worldWithoutKafka()
  world.variables.set('receiver', { topic: receiver })
  expect(await resolveTopic(world, '#(receiver.topic)')).toMatchObject({ topic: receiver })
  await expect(resolveTopic(world, '#(reciever.topic)')).rejects.toMatchObject({ code: 'VARIABLE_UNKNOWN' })
})

it.each(['event-notifications', '{softwareStatementId}'])('%s is no topic, but many', async (name) => {
  await expect(resolveTopic(worldWithoutKafka(), name)).rejects.toMatchObject({
    code: 'CHANNEL_UNKNOWN',
    message: [
      'The channel "event-notifications" stands for more than one topic.',
      'Its address is "{softwareStatementId}": each value has a topic of its own.',
      'Write the topic itself, or a variable that holds its name, such as "#(published.topic)".',
    ].join('\n'),
  })
})
