import kafkajs from 'kafkajs'

/** Ids of all consumer groups that brokers know, given as `host:port` with commas between. */
export async function groupsAt(bootstrap: string): Promise<readonly string[]> {
  const admin = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  const { groups } = await admin.listGroups()
  await admin.disconnect()
  return groups.map(({ groupId }) => groupId)
}
