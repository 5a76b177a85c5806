// One client's connection: requests come in as frames and are answered strictly in their order, one at a time, as Kafka
// does. A request that waits (JoinGroup, SyncGroup, Fetch) holds up those behind it; clients know that.
import type { Socket } from 'node:net'
import { Deferred } from '../handlers/handler.js'
import { MalformedError } from '../protocol/index.js'
import type { Dispatch } from './dispatch.js'
import { Frames } from './frames.js'

/** A larger request closes the connection. */
const maxFrameBytes = 100 * 1024 * 1024
/** With so many requests waiting for their turn, no more are read. */
const maxQueuedFrames = 256

export interface ConnectionOptions {
  readonly socket: Socket
  readonly dispatch: Dispatch
  /** Told of what a handler threw, which is a fault of the broker. The connection is closed then. */
  readonly onFault: (error: unknown) => void
}

export class Connection {
  readonly #socket: Socket
  readonly #dispatch: Dispatch
  readonly #onFault: (error: unknown) => void
  readonly #clientHost: string
  readonly #frames = new Frames(maxFrameBytes)
  readonly #queue: Buffer[] = []
  /** What has to happen before the next request is taken. */
  #waitsFor: Deferred<unknown> | 'drain' | undefined

  constructor({ socket, dispatch, onFault }: ConnectionOptions) {
    this.#socket = socket
    this.#dispatch = dispatch
    this.#onFault = onFault
    this.#clientHost = `/${socket.remoteAddress ?? ''}`
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#guard(() => this.#receive(chunk)))
    socket.on('drain', () => this.#guard(() => this.#goOn()))
    socket.on('close', () => this.#end())
    // A reset is the client's affair; 'close' follows.
    socket.on('error', () => {})
  }

  #receive(chunk: Buffer): void {
    this.#queue.push(...this.#frames.push(chunk))
    this.#work()
    if (this.#queue.length > maxQueuedFrames) this.#socket.pause()
  }

  #work(): void {
    while (this.#waitsFor === undefined) {
      const frame = this.#queue.shift()
      if (frame === undefined) break
      this.#handle(frame)
    }
    if (this.#socket.isPaused() && this.#queue.length <= maxQueuedFrames) this.#socket.resume()
  }

  #handle(frame: Buffer): void {
    const { response, encode } = this.#dispatch(frame, this.#clientHost)
    if (!(response instanceof Deferred)) {
      if (response !== undefined) this.#send(encode(response))
      return
    }
    this.#waitsFor = response
    response.whenSettled((value) => {
      this.#guard(() => {
        this.#waitsFor = undefined
        if (value !== undefined) this.#send(encode(value))
        // Not at once: whoever settled this is in the middle of something that the next request could be about.
        queueMicrotask(() => this.#guard(() => this.#work()))
      })
    })
  }

  /** Waits for a client that reads more slowly than it asks. */
  #send(chunks: readonly Buffer[]): void {
    this.#socket.cork()
    for (const chunk of chunks) this.#socket.write(chunk)
    this.#socket.uncork()
    if (this.#socket.writableNeedDrain) this.#waitsFor = 'drain'
  }

  #goOn(): void {
    if (this.#waitsFor !== 'drain') return
    this.#waitsFor = undefined
    this.#work()
  }

  #guard(act: () => void): void {
    if (this.#socket.destroyed) return
    try {
      act()
    } catch (error) {
      this.#socket.destroy()
      if (!(error instanceof MalformedError)) this.#onFault(error)
    }
  }

  #end(): void {
    this.#queue.length = 0
    if (this.#waitsFor instanceof Deferred) this.#waitsFor.abandon()
    this.#waitsFor = 'drain'
  }
}
