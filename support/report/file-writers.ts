// The reports that are one file each and are written as the run goes: messages (ndjson) and Cucumber's HTML page.
import { createWriteStream } from 'node:fs'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CucumberHtmlStream } from '@cucumber/html-formatter'
import { joinBlocks } from './block-stream.js'
import type { Writer } from './entry.js'
import { PageView } from './page-view.js'
import { stampEnvelope, stampPage } from './stamp.js'

/** Every envelope as one line of JSON, attachments under their own media types; a stamp comes first. */
export function createNdjsonWriter(file: string, stamp?: string): Writer {
  const stream = openFile(file, new PassThrough())
  if (stamp !== undefined) stream.write(`${JSON.stringify(stampEnvelope(stamp))}\n`)
  return {
    write: ({ envelope }) => stream.write(`${JSON.stringify(envelope)}\n`),
    end: () => stream.end(),
  }
}

/** One page that needs no network, a stamp on top. */
export function createHtmlWriter(file: string, stamp?: string): Writer {
  const stream = openFile(file, stamp === undefined ? new CucumberHtmlStream() : new StampedPage(stamp))
  const view = new PageView()
  return {
    write({ envelope }) {
      for (const shown of view.show(envelope)) stream.write(shown)
    },
    end: () => stream.end(),
  }
}

/** The page is pushed in parts, and `<body>` stands whole in one of them. */
class StampedPage extends CucumberHtmlStream {
  #stamp: string | undefined

  constructor(stamp: string) {
    super()
    this.#stamp = stamp
  }

  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (this.#stamp === undefined || typeof chunk !== 'string' || !chunk.includes('<body>')) {
      return super.push(chunk, encoding)
    }
    const stamped = stampPage(chunk, this.#stamp)
    this.#stamp = undefined
    return super.push(stamped, encoding)
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
