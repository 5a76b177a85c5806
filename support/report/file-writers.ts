// The reports that are one file each and are written as the run goes: messages (ndjson) and Cucumber's HTML page.
import { createWriteStream } from 'node:fs'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CucumberHtmlStream } from '@cucumber/html-formatter'
import { joinBlocks } from './block-stream.js'
import type { Writer } from './entry.js'
import { showEnvelope } from './shown-envelope.js'

/** Every envelope as one line of JSON, attachments under their own media types. */
export function createNdjsonWriter(file: string): Writer {
  const stream = openFile(file, new PassThrough())
  return {
    write: ({ envelope }) => stream.write(`${JSON.stringify(envelope)}\n`),
    end: () => stream.end(),
  }
}

/** One page that needs no network. */
export function createHtmlWriter(file: string): Writer {
  const stream = openFile(file, new CucumberHtmlStream())
  return {
    write: ({ envelope }) => stream.write(showEnvelope(envelope)),
    end: () => stream.end(),
  }
}

export interface FileStream {
  write(chunk: unknown): void
  /** Settles when the file is closed; rejects with what went wrong at any time. */
  end(): Promise<void>
}

/** A stream into a file, through `stream`. */
export function openFile(file: string, stream: Transform): FileStream {
  const done = pipeline(stream, joinBlocks(), createWriteStream(file))
  done.catch(() => undefined)
  return {
    write(chunk) {
      if (stream.writable) stream.write(chunk)
    },
    async end() {
      if (stream.writable) stream.end()
      await done
    },
  }
}
