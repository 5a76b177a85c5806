// Runs `kata`, or plain cucumber, on the project of test/testdata/run as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const project = join(root, 'test/testdata/run/project')

export interface Started {
  readonly process: ChildProcess
  /** Resolves when so many hanging steps have noted that they run. */
  hanging(count: number): Promise<void>
  readonly ended: Promise<Ended>
}

/** A process that has ended; times, durations, and the place of the reports are replaced in its texts. */
export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** What its steps noted: the processes they ran in, and the run's folder. */
  readonly notes: readonly { readonly pid: number; readonly folder: string }[]
  /** Text of a report, such as junit.xml. */
  report(name: string): string
}

export interface StartOptions {
  /** Working folder, relative to the fixture project. */
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `kata run` with the arguments and a folder of its own for the reports. */
export function startRun(args: readonly string[], options: StartOptions = {}): Started {
  const folder = mkdtempSync(join(tmpdir(), 'kata-test-run-'))
  return start([join(root, 'bin/kata.js'), 'run', '--reports', folder, ...args], folder, options)
}

/** Runs cucumber's own command to its end. */
export function runCucumber(args: readonly string[]): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'kata-test-run-'))
  const options = JSON.stringify({ kata: { reports: folder } })
  const command = join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js')
  return start([command, '--plugin-options', options, ...args], folder, {}).ended
}

function start(args: readonly string[], folder: string, { folder: cwd = '.', env = {} }: StartOptions): Started {
  const notes = join(folder, 'notes.jsonl')
  const child = spawn(process.execPath, args, {
    cwd: join(project, cwd),
    env: { ...process.env, KATA_ENV: 'embedded', ...env, FIXTURE_NOTES: notes },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exitCode) => {
      const reports = new Map(['junit.xml', 'messages.ndjson'].map((name) => [name, read(join(folder, name))]))
      resolve({
        exitCode,
        stdout: normalise(stdout(), folder),
        stderr: normalise(stderr(), folder),
        notes: readNotes(notes),
        report: (name) => reports.get(name) ?? '',
      })
      rmSync(folder, { recursive: true })
    })
  })
  return { process: child, ended, hanging: (count) => untilNoted(notes, folder, count) }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}

function normalise(text: string, reports: string): string {
  return text
    .replaceAll(relative(project, reports), '<reports>')
    .replaceAll(reports, '<reports>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
    .replace(/\b\d+(?:\.\d)? m?s\b/g, '<n> s')
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function readNotes(file: string): { pid: number; folder: string }[] {
  const lines = read(file).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { pid: number; folder: string })
}

function untilNoted(file: string, folder: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, look)
    function look() {
      if (readNotes(file).length < count) return
      watcher.close()
      resolve()
    }
    look()
  })
}

/** True while there is such a process. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
