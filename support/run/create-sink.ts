import { Writable } from 'node:stream'

/** A stream that takes everything and shows nothing. */
export function createSink(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
