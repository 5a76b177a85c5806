/** Bytes that are not what the protocol says; the connection they came over is closed, as Kafka does. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError'
}
