// kafkajs' own runner between a cluster that loses a broker and somebody who stops it.

import Runner from 'kafkajs/src/consumer/runner.js'
import { expect, it } from 'vitest'
import { mendConsumers } from '../../support/kafka/mended-consumers.js'
import { settled } from './fake-clock.js'

it('a consumer that is stopped while a broker goes comes to an end', async () => {
  mendConsumers()
  const { runner, group } = runnerOf(['1', '2'])
  await runner.start()
  await settled()
  group.nodeIds = ['2']
  group.answer('1')
  await settled()
  const stopping = runner.stop()
  group.answer('2')
  await stopping
  expect(group.rounds).toBeLessThan(maxRounds)
  expect(group.hasLeft).toBe(true)
})

it('a consumer whose brokers change goes on with those that are there', async () => {
  mendConsumers()
  const { runner, group } = runnerOf(['1', '2'])
  await runner.start()
  await settled()
  group.nodeIds = ['2']
  group.answer('1')
  group.answer('2')
  await settled()
  expect(group.asked).toEqual(['1', '2', '2'])
  const stopping = runner.stop()
  group.answer('2')
  await stopping
})

/** So many looks at the brokers are none without a spin; beyond them it would never end. */
const maxRounds = 1000

function runnerOf(nodeIds: readonly string[]) {
  const waiting = new Map<string, () => void>()
  const group = {
    nodeIds,
    asked: [] as string[],
    rounds: 0,
    hasLeft: false,
    answer: (nodeId: string) => waiting.get(nodeId)?.(),
  }
  const consumerGroup = {
    groupId: 'g',
    memberId: 'm',
    connect: async () => {},
    joinAndSync: async () => {},
    heartbeat: async () => {},
    getNodeIds() {
      if (++group.rounds > maxRounds) throw new Error('it spins')
      return group.nodeIds
    },
    fetch(nodeId: string) {
      group.asked.push(nodeId)
      return new Promise((resolve) => waiting.set(nodeId, () => resolve([])))
    },
    async leave() {
      group.hasLeft = true
    },
  }
  const silent = () => {}
  const logger = { namespace: () => logger, debug: silent, info: silent, warn: silent, error: silent }
  const runner = new Runner({
    logger,
    consumerGroup,
    instrumentationEmitter: { emit: silent },
    concurrency: 1,
    onCrash: silent,
    autoCommit: false,
    retry: { retries: 0 },
  })
  return { runner, group }
}
