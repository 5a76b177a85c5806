// Writes the reports of some envelopes into a folder of its own and reads all of them back.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Envelope } from '@cucumber/messages'
import type { TestResult } from 'allure-js-commons'
import { XMLParser } from 'fast-xml-parser'
import { createReports, type RunEnd } from '../../support/report/index.js'
import { createMask, type Mask } from '../../support/shared/index.js'

export interface Written {
  readonly console: string
  readonly ndjson: readonly Envelope[]
  readonly junit: string
  readonly suite: JunitSuite
  readonly html: string
  /** The envelopes inside the HTML page. */
  readonly page: readonly Envelope[]
  readonly allure: readonly TestResult[]
  /** Content of every file by its path in the folder. */
  readonly files: ReadonlyMap<string, Buffer>
}

export interface JunitSuite {
  readonly name: string
  readonly tests: string
  readonly failures: string
  readonly skipped: string
  readonly testcase?: readonly JunitCase[]
}

export interface JunitCase {
  readonly name: string
  readonly classname: string
  readonly failure?: { readonly type: string; readonly message: string; readonly '#text': string }
  readonly skipped?: string
}

export interface WriteOptions {
  readonly mask?: Mask
  readonly end?: RunEnd
  readonly colour?: boolean
  readonly facts?: Readonly<Record<string, string>>
  readonly insecure?: readonly string[]
}

export async function writeReports(envelopes: readonly Envelope[], options: WriteOptions = {}): Promise<Written> {
  return inFolder(async (cwd) => {
    const { mask = createMask({ byPattern: true }), end, colour = false, facts = {}, insecure = [] } = options
    const lines = captured()
    let now = Date.UTC(2026, 10, 22, 10, 0, 0)
    const reports = await createReports({
      folder: 'reports',
      allureFolder: 'allure-results',
      cwd,
      mask,
      console: { stream: lines.stream, isTTY: colour },
      runInfo: { id: 'r1', environment: 'embedded', facts, insecure },
      now: () => {
        now += 1500
        return now
      },
    })
    for (const envelope of envelopes) reports.write(envelope)
    await reports.end(end)
    return readBack(cwd, lines.text())
  })
}

/** Runs `work` in a new folder with a space in its name, which is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kata report-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A stream that keeps what is written to it. */
export function captured(): { readonly stream: Writable; text(): string } {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString('utf8'))
      done()
    },
  })
  return { stream, text: () => chunks.join('') }
}

/** Everything that a run wrote under `cwd`. */
export async function readBack(cwd: string, console: string): Promise<Written> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(paths.map((path) => readFile(path)))
  const files = new Map(paths.map((path, index) => [path.slice(cwd.length + 1), contents[index] ?? Buffer.alloc(0)]))
  const text = (path: string) => files.get(path)?.toString('utf8') ?? ''
  const html = text('reports/report.html')
  const junit = text('reports/junit.xml')
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    isArray: (name) => name === 'testcase',
  })
  const results = [...files].filter(([path]) => path.endsWith('-result.json'))
  return {
    console,
    ndjson: text('reports/messages.ndjson')
      .split('\n')
      .filter(Boolean)
      .map(parse<Envelope>),
    junit,
    suite: (parser.parse(junit, true) as { testsuite: JunitSuite }).testsuite,
    html,
    page: parse<Envelope[]>(messagesOf(html)),
    allure: results.map(([, content]) => parse<TestResult>(content.toString('utf8'))),
    files,
  }
}

function messagesOf(html: string): string {
  const found = /window\.CUCUMBER_MESSAGES = (\[.*\]);?\n/.exec(html)?.[1]
  if (found === undefined) throw new Error('The page holds no messages.')
  return found.replaceAll('\\x3C', '<')
}

function parse<T>(text: string): T {
  return JSON.parse(text) as T
}
