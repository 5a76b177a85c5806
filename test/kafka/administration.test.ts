import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { startBroker } from '../../broker/index.js'
import { Administration } from '../../support/kafka/index.js'
import { abandonedGroup } from '../joined-group.js'

/** A server that takes connections and never answers; tells how many are open. */
async function silentServer(): Promise<{ readonly address: string; readonly ended: Promise<void> }> {
  let socketEnded: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    socketEnded = resolve
  })
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.resume().on('close', socketEnded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { address: `127.0.0.1:${address.port}`, ended }
}

it('a broker that takes the connection and says nothing is given up at the deadline, and closing ends it', async () => {
  const server = await silentServer()
  const administration = new Administration({ brokers: [server.address], callMs: 50 })
  await expect(administration.groups('kata-')).rejects.toThrow(
    [
      'Kafka could not be asked to list its groups.',
      `Brokers tried: ${server.address}.`,
      'The client says: no answer within 50 ms',
      'Check that Kafka runs, and that the brokers of this environment are right (kata.config.yaml).',
    ].join('\n'),
  )
  await administration.close()
  await server.ended
})

it('a group that is not there is gone, and the one beside it is deleted all the same', async () => {
  const broker = await startBroker()
  onTestFinished(() => broker.close())
  const administration = new Administration({ brokers: [broker.bootstrap] })
  await abandonedGroup(broker.bootstrap, 'kata-2')
  const deletions = await administration.deleteGroups(['kata-1', 'kata-2'])
  expect([...deletions]).toEqual([
    ['kata-1', { kind: 'gone' }],
    ['kata-2', { kind: 'deleted' }],
  ])
  expect(broker.groups()).toEqual([])
  await administration.close()
})
