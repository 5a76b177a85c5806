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
