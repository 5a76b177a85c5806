import type { Mask } from '../shared/index.js'

/**
 * Masks what this process writes to standard output and error from now on, whoever writes it: a step that logs a number
 * must not put it in clear into a pipeline's log.
 *
 * @returns what undoes it
 */
export function maskOutput(mask: Mask): () => void {
  const undo = [process.stdout, process.stderr].map((stream) => maskStream(stream, mask))
  return () => {
    for (const each of undo) each()
  }
}

type Write = (chunk: unknown, ...rest: unknown[]) => boolean

function maskStream(stream: NodeJS.WriteStream, mask: Mask): () => void {
  const original = stream.write
  const write = original.bind(stream) as Write
  const masked: Write = (chunk, ...rest) => write(maskChunk(chunk, mask), ...rest)
  stream.write = masked as typeof stream.write
  return () => {
    stream.write = original
  }
}

function maskChunk(chunk: unknown, mask: Mask): unknown {
  if (typeof chunk === 'string') return mask.text(chunk)
  if (!(chunk instanceof Uint8Array)) return chunk
  const text = Buffer.from(chunk).toString('utf8')
  const masked = mask.text(text)
  return masked === text ? chunk : masked
}
