import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** A node process that has ended by itself. */
export interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** From its start to its end. */
  readonly wallMs: number
  /** Processor time of all its threads, user and system. */
  readonly cpuMs: number
  /** Most memory that it held at once. */
  readonly peakMb: number
}

const usage = new URL('child-usage.js', import.meta.url).href
/** Lets a child process load TypeScript, wherever it runs. */
export const tsx = ['--import', import.meta.resolve('tsx')] as const
/** A file beside this one. */
export const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Runs `node` with these arguments in a folder; it ends with this process at the latest. */
export async function runNode(
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', usage, ...args], {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const end = () => child.kill('SIGKILL')
  // Before its folder is removed: it would go on writing there.
  process.prependOnceListener('exit', end)
  try {
    const exit = new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve(code ?? -1))
    })
    const outputs = child.stdio.slice(1).map((output) => text(output as NodeJS.ReadableStream))
    const exitCode = await exit
    const wallMs = performance.now() - start
    const [stdout = '', stderr = '', used = ''] = await Promise.all(outputs)
    return { exitCode, stdout, stderr, wallMs, ...readUsage(used) }
  } finally {
    process.off('exit', end)
  }
}

function readUsage(line: string): { cpuMs: number; peakMb: number } {
  if (line === '') return { cpuMs: Number.NaN, peakMb: Number.NaN }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(line) as NodeJS.ResourceUsage
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }
}
