import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { apis } from '../../broker/apis.js'
import type { Broker } from '../../broker/index.js'
import { type Api, layoutOf, Reader, Writer } from '../../broker/protocol/index.js'
import { Frames } from '../../broker/server/frames.js'

type RequestFor<A extends Api> = NonNullable<A['request']['types']>['write']
type AnswerOf<A extends Api> = NonNullable<A['response']['types']>['read']

/** A client that says exactly what a test wants it to say. */
export interface RawClient {
  readonly socket: Socket
  /** Sends a request and gives the response. Rejects when the connection is closed first. */
  call<A extends Api>(api: A, version: number, request: RequestFor<A>): Promise<AnswerOf<A>>
  /** Sends bytes as they are. */
  send(bytes: Buffer): void
  /** Settles when the broker has closed the connection. */
  closed(): Promise<void>
  close(): void
}

export async function connectTo(broker: Pick<Broker, 'port'>): Promise<RawClient> {
  const socket = connect(broker.port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting: { resolve(frame: Buffer): void; reject(error: Error): void }[] = []
  const frames = new Frames(2 ** 30)
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    for (const frame of frames.push(chunk)) waiting.shift()?.resolve(frame)
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  void closed.then(() => {
    for (const { reject } of waiting) reject(new Error('The broker closed the connection.'))
  })
  let requests = 0
  return {
    socket,
    async call(api, version, request) {
      requests += 1
      const correlationId = requests
      socket.write(requestFrame(api, { version, correlationId }, request))
      const frame = await new Promise<Buffer>((resolve, reject) => waiting.push({ resolve, reject }))
      const reader = new Reader(frame)
      if (reader.int32() !== correlationId) throw new Error('The answer belongs to another request.')
      if (layoutOf(api, version).flexible && api.plainResponseHeader !== true) reader.int8()
      return codecsOf(api).response(version).read(reader)
    },
    send: (bytes) => void socket.write(bytes),
    closed: () => closed,
    close: () => void socket.destroy(),
  }
}

/** The bytes of a request, its length included. */
export function requestFrame(
  api: Api,
  { version, correlationId }: { version: number; correlationId: number },
  request: unknown,
): Buffer {
  const writer = new Writer()
  writer.int16(api.key)
  writer.int16(version)
  writer.int32(correlationId)
  writer.int16(3)
  writer.text('raw', 3)
  if (layoutOf(api, version).flexible) writer.int8(0)
  codecsOf(api).request(version).write(writer, request)
  return framed(Buffer.concat(writer.chunks()))
}

/** The bytes with their length before them. */
export function framed(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length)
  return Buffer.concat([length, content])
}

function codecsOf(api: Api) {
  const served = apis.find((candidate) => candidate.api.key === api.key)
  if (served === undefined) throw new Error(`${api.name} is not served.`)
  return served
}
