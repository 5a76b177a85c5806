// Types of two packages that bring none, and of what lies behind the door of a third.

declare module 'lz4js' {
  const lz4: { compress(bytes: Uint8Array): Uint8Array; decompress(bytes: Uint8Array): Uint8Array }
  export default lz4
}

declare module 'kafkajs-snappy' {
  import type { Encoder } from 'kafkajs'

  const codec: () => { compress(encoder: Encoder): Promise<Buffer>; decompress(bytes: Buffer): Promise<Buffer> }
  export default codec
}

declare module 'kafkajs/src/consumer/runner.js' {
  /** What of kafkajs' own class is needed to mend it, and to prove that. */
  export default class Runner {
    readonly fetchManager: { stop(): Promise<void> }
    running: boolean
    constructor(options: object)
    start(): Promise<void>
    stop(): Promise<void>
    fetch(nodeId: string): Promise<readonly unknown[]>
  }
}

declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net'

  /** What of kafkajs' own class is needed to mend it, and to prove that. */
  export default class Connection {
    readonly broker: string
    readonly socket: Socket | undefined
    chunks: Buffer[]
    bytesBuffered: number
    bytesNeeded: number
    constructor(options: object)
    isConnected(): boolean
    connect(): Promise<boolean>
    disconnect(): Promise<boolean>
    send(protocol: object): Promise<unknown>
  }
}

declare module 'kafkajs/src/protocol/error.js' {
  /** A KafkaJSProtocolError with Kafka's name of the code, and whether it may pass. */
  export function createErrorFromCode(code: number): Error
}
