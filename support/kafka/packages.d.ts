// Types of two packages that bring none.

declare module 'lz4js' {
  const lz4: { compress(bytes: Uint8Array): Uint8Array; decompress(bytes: Uint8Array): Uint8Array }
  export default lz4
}

declare module 'kafkajs-snappy' {
  import type { Encoder } from 'kafkajs'

  const codec: () => { compress(encoder: Encoder): Promise<Buffer>; decompress(bytes: Buffer): Promise<Buffer> }
  export default codec
}
