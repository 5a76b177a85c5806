import kafkajs, { type Consumer } from 'kafkajs'

/** A consumer that has joined its group, and so made it known to the broker; reads nothing that matters. */
export async function joinedGroup(bootstrap: string, groupId: string, topic = 'orders'): Promise<Consumer> {
  const consumer = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING }).consumer({ groupId })
  const joining = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()))
  await consumer.connect()
  await consumer.subscribe({ topic })
  await consumer.run({ eachMessage: async () => undefined })
  await joining
  return consumer
}

/** A group whose only member is gone. */
export async function abandonedGroup(bootstrap: string, groupId: string): Promise<void> {
  const consumer = await joinedGroup(bootstrap, groupId)
  await consumer.disconnect()
}
