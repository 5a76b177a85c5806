// What a port of Kafka speaks, and how it wants people to sign in: asked by one request of our own, because kafkajs only
// tells that the connection was closed.

import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { placeOf } from './knock.js'

/** `mechanisms` are missing where no sign-in is asked for. */
export type PortAnswer =
  | { readonly kind: 'kafka'; readonly mechanisms?: readonly string[] }
  /** Shakes hands in TLS, and says nothing that is Kafka. */
  | { readonly kind: 'tls' }
  | { readonly kind: 'nothing' }

export interface AskOptions {
  readonly isTls: boolean
  /** A certificate to show where one is asked for. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
  /** @default 1500 */
  readonly timeoutMs?: number
}

/** Asks `host:port` for its mechanisms; it never rejects. Nothing secret crosses, so whoever answers will do. */
export function askPort(broker: string, { isTls, cert, key, timeoutMs = 1500 }: AskOptions): Promise<PortAnswer> {
  const { host, port } = placeOf(broker)
  const name = isIP(host) === 0 ? { servername: host } : {}
  const own = cert === undefined || key === undefined ? {} : { cert, key }
  return new Promise((resolve) => {
    let best: PortAnswer = { kind: 'nothing' }
    const settle = (answer: PortAnswer = best) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const ask = () => {
      if (isTls) best = { kind: 'tls' }
      socket.write(handshakeRequest)
    }
    const socket: Socket = isTls
      ? connectTls({ host, port, ...name, ...own, rejectUnauthorized: false }, ask)
      : connect({ host, port }, ask)
    const timer = setTimeout(settle, timeoutMs)
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      const answer = readAnswer(Buffer.concat(chunks))
      if (answer !== undefined) settle(answer)
    })
    socket.on('error', () => settle())
    socket.on('close', () => settle())
  })
}

/** SaslHandshake (17), version 1, for a mechanism that no broker has: correlation id 7, no client id. */
const handshakeRequest = Buffer.from('0000000d0011000100000007ffff00013f', 'hex')

const unsupportedMechanism = 33
const noSignIn = 34
const largestAnswer = 10_000

/** `undefined` where more has to come; what is no such answer is nothing of Kafka's. */
function readAnswer(bytes: Buffer): PortAnswer | undefined {
  if (bytes.length < 4) return undefined
  const size = bytes.readInt32BE(0)
  if (size < 10 || size > largestAnswer) return { kind: 'nothing' }
  if (bytes.length < 4 + size) return undefined
  const isOurs = bytes.readInt32BE(4) === 7
  const errorCode = bytes.readInt16BE(8)
  if (isOurs && errorCode === noSignIn) return { kind: 'kafka' }
  if (!isOurs || errorCode !== unsupportedMechanism) return { kind: 'nothing' }
  return { kind: 'kafka', mechanisms: readTexts(bytes.subarray(10, 4 + size)) }
}

function readTexts(bytes: Buffer): readonly string[] {
  const count = bytes.readInt32BE(0)
  const texts: string[] = []
  let at = 4
  while (texts.length < count && at + 2 <= bytes.length) {
    const length = bytes.readInt16BE(at)
    texts.push(bytes.toString('utf8', at + 2, at + 2 + length).replace(/[^\w-]/g, '?'))
    at += 2 + Math.max(0, length)
  }
  return texts
}
