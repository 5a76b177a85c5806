// The reports that are one file each: messages (ndjson), Cucumber's HTML page, JUnit XML.
import { createWriteStream } from 'node:fs'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import htmlFormatter from '@cucumber/html-formatter'
import junitFormatter from '@cucumber/junit-xml-formatter'
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
  const stream = openFile(file, new htmlFormatter.CucumberHtmlStream())
  return {
    write: ({ envelope }) => stream.write(showEnvelope(envelope)),
    end: () => stream.end(),
  }
}

/** JUnit XML, written whole when the run has finished; failures have the verdict's class as type. */
export function createJunitWriter(file: string, suiteName: string): Writer {
  const stream = openFile(file, new PassThrough())
  const printer = new junitFormatter.JUnitXmlPrinter({ suiteName }, (xml) => stream.write(xml))
  return {
    // It would keep every attachment in memory and print none.
    write: ({ envelope }) => {
      if (envelope.attachment === undefined) printer.update(envelope)
    },
    end: () => stream.end(),
  }
}

interface FileStream {
  write(chunk: unknown): void
  end(): Promise<void>
}

/** A stream into a file. What fails on the way is kept for `end`, which rejects with it. */
function openFile(file: string, stream: Transform): FileStream {
  const done = pipeline(stream, createWriteStream(file))
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
