// The reports that are one file each and are written as the run goes: messages (ndjson) and Cucumber's HTML page.
import { finished } from 'node:stream/promises'
import { CucumberHtmlStream } from '@cucumber/html-formatter'
import { BlockFile } from './block-file.js'
import type { Writer } from './entry.js'
import { PageView } from './page-view.js'
import { stampEnvelope, stampPage } from './stamp.js'

/** Every envelope as one line of JSON, attachments under their own media types; a stamp comes first. */
export function createNdjsonWriter(path: string, stamp?: string): Writer {
  const file = new BlockFile(path)
  if (stamp !== undefined) file.write(`${JSON.stringify(stampEnvelope(stamp))}\n`)
  return {
    write: ({ envelope }) => file.write(`${JSON.stringify(envelope)}\n`),
    end: () => file.end(),
  }
}

/** One page that needs no network, a stamp on top. */
export function createHtmlWriter(path: string, stamp?: string): Writer {
  const file = new BlockFile(path)
  const page = new Page(file, stamp)
  const written = finished(page, { readable: false })
  written.catch(() => undefined)
  const view = new PageView()
  return {
    write({ envelope }) {
      for (const shown of view.show(envelope)) if (page.writable) page.write(shown)
    },
    async end() {
      if (page.writable) page.end()
      await Promise.all([written, file.end(written)])
    },
  }
}

/**
 * Cucumber's page, whose parts go to the file and not to its own reading side: nobody has to pump them, and none waits in a
 * queue while the run is busy.
 */
class Page extends CucumberHtmlStream {
  readonly #file: BlockFile
  #stamp: string | undefined

  constructor(file: BlockFile, stamp: string | undefined) {
    super()
    this.#file = file
    this.#stamp = stamp
  }

  override push(part: unknown): boolean {
    if (typeof part !== 'string') return super.push(part)
    this.#file.write(this.#stamped(part))
    return true
  }

  /** `<body>` stands whole in one part. */
  #stamped(part: string): string {
    if (this.#stamp === undefined || !part.includes('<body>')) return part
    const stamped = stampPage(part, this.#stamp)
    this.#stamp = undefined
    return stamped
  }
}
