// Starts `kata run` as a user does, in a process of its own, and reads what it left in its reports.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Envelope } from '@cucumber/messages'
import type { Verdict } from '../support/verdict/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** How a run ended. */
export interface Ended {
  readonly exitCode: number | null
  readonly output: string
  readonly envelopes: readonly Envelope[]
}

/** What became of one scenario. */
export interface Outcome {
  readonly name: string
  /** Missing where it passed or was skipped. */
  readonly verdict: Verdict | undefined
}

/** Runs `kata run` with those arguments in a folder of the project; its reports are read and removed. */
export async function kataRun(folder: string, ...parameters: readonly string[]): Promise<Ended> {
  const reports = mkdtempSync(join(tmpdir(), 'kata-reports-'))
  try {
    const { exitCode, output } = await kata(join(root, folder), ['run', '--reports', reports, ...parameters])
    return { exitCode, output, envelopes: readEnvelopes(join(reports, 'messages.ndjson')) }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

/** The scenarios of a run in the order in which they ended, with their verdicts. */
export function outcomesOf({ envelopes }: Ended): readonly Outcome[] {
  const names = new Map<string, string>()
  const pickles = new Map<string, string>()
  const started = new Map<string, string>()
  const verdicts = new Map<string, Verdict>()
  const outcomes: Outcome[] = []
  for (const { pickle, testCase, testCaseStarted, attachment, testCaseFinished } of envelopes) {
    if (pickle) names.set(pickle.id, pickle.name)
    if (testCase) pickles.set(testCase.id, testCase.pickleId)
    if (testCaseStarted) started.set(testCaseStarted.id, pickles.get(testCaseStarted.testCaseId) ?? '')
    if (attachment?.mediaType === 'application/vnd.kata.verdict+json') {
      verdicts.set(attachment.testCaseStartedId ?? '', JSON.parse(attachment.body) as Verdict)
    }
    if (testCaseFinished) {
      const id = testCaseFinished.testCaseStartedId
      outcomes.push({ name: names.get(started.get(id) ?? '') ?? '', verdict: verdicts.get(id) })
    }
  }
  return outcomes
}

function kata(cwd: string, parameters: readonly string[]): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'bin/kata.js'), ...parameters], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  })
}

function readEnvelopes(file: string): readonly Envelope[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Envelope)
}
