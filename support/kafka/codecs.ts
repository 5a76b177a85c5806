// Compression that kafkajs lacks, in pure JavaScript: any producer may write any codec to a topic that we read.

import { decompress as zstdDecompress } from 'fzstd'
import kafkajs from 'kafkajs'
import SnappyCodec from 'kafkajs-snappy'
import lz4 from 'lz4js'

/** Adds snappy, lz4 and zstd to kafkajs; zstd can be read, not written. Adding them twice changes nothing. */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs
  CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (encoder: { buffer: Buffer }) => Buffer.from(lz4.compress(encoder.buffer)),
    decompress: async (bytes: Buffer) => Buffer.from(lz4.decompress(bytes)),
  })
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: async () => {
      throw new Error('zstd can be read here, but not written: use gzip, snappy or lz4')
    },
    decompress: async (bytes: Buffer) => Buffer.from(zstdDecompress(bytes)),
  })
}
