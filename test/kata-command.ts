// Runs `kata` with any arguments as a user does, in a process of its own, to its end.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const kata = fileURLToPath(new URL('../bin/kata.js', import.meta.url))

/** How a command ended, and what it printed. */
export interface Answered {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command in the project's folder, with those environment variables besides the test's own. */
export function kataCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [kata, ...args],
      { env: { ...process.env, ...env } },
      (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr })
      },
    )
  })
}
