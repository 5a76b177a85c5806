// The broker holds no process back: what it opened is closed with it.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('a process ends by itself after the broker is closed, clients or not', () => {
  const script = `
    import { startBroker } from './broker/index.ts'
    import kafkajs from 'kafkajs'
    const broker = await startBroker()
    const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: 0, retry: { retries: 0 } })
    const consumer = kafka.consumer({ groupId: 'g', retry: { restartOnFailure: async () => false, retries: 0 } })
    await consumer.connect()
    await consumer.subscribe({ topic: 't' })
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
    await consumer.run({ eachMessage: async () => {} })
    await joined
    await broker.close()
    await consumer.disconnect()
    console.log('over', broker.groups().length)
  `
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
  expect(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 15_000 })).toBe('over 1\n')
})
