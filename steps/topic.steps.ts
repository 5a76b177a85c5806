import type { DataTable } from '@cucumber/cucumber'
import {
  expectBrokers,
  expectCatalogue,
  expectConfigs,
  expectInSyncReplicas,
  expectPartitions,
  expectReplicationFactor,
  Then,
} from '../support/world/index.js'

/** Counts the partitions of a channel's topic, or of a topic. */
Then('topic {string} has {int} partition(s)', async function (name: string, count: number) {
  await expectPartitions(this, name, count)
})

/** Every partition has that many copies. */
Then('topic {string} has replication factor {int}', async function (name: string, factor: number) {
  await expectReplicationFactor(this, name, factor)
})

/** Compares what Kafka does with the topic, defaults included: name and expectation in each row. */
Then('topic {string} is configured with:', async function (name: string, table: DataTable) {
  await expectConfigs(this, name, table)
})

/** Compares the topic with partitions, replicas and topicConfiguration of its channel's Kafka bindings. */
Then('topic {string} matches its catalogue', async function (name: string) {
  await expectCatalogue(this, name)
})

/** Every partition has that many copies that have everything their leader has. */
Then('every partition of {string} has {int} in-sync replica(s)', async function (name: string, count: number) {
  await expectInSyncReplicas(this, name, count)
})

/** Counts the brokers that are up. */
Then('the cluster has at least {int} broker(s)', async function (count: number) {
  await expectBrokers(this, count)
})
