import { setTimeout as pause } from 'node:timers/promises'
import kafkajs from 'kafkajs'

const ledTimeoutMs = 30_000

/** Makes a topic with three partitions and waits until they are led: kafkajs itself gives up where it is not yet known. */
export async function createTopic(bootstrap: string, topic: string): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: false })
  const deadline = performance.now() + ledTimeoutMs
  const isLed = async () => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics.some(({ partitions }) => partitions.every(({ leader }) => leader >= 0))
  }
  while (!(await isLed().catch(() => false))) {
    if (performance.now() > deadline)
      throw new Error(`The topic ${topic} has not got leaders within ${ledTimeoutMs} ms.`)
    await pause(20)
  }
  await admin.disconnect()
}
