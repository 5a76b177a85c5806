import { vi } from 'vitest'
import { runCommandLine } from '../../support/cli/main.js'

/** How a command line ended, and what it printed. */
export interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command line that starts no run, in this process. */
export async function kata(...args: string[]): Promise<Printed> {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      texts[name] += String(chunk)
      return true
    })
  }
  try {
    const exitCode = await runCommandLine(args)
    return { exitCode, ...texts }
  } finally {
    vi.restoreAllMocks()
  }
}
