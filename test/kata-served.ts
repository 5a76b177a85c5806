// Starts `kata broker` or `kata service` as a user does, in a process of its own.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endWithMe } from './end-with-me.js'

const kata = fileURLToPath(new URL('../bin/kata.js', import.meta.url))

/** What is up. */
export interface Standing {
  /** The line that told so. */
  readonly line: string
  /** The last word of it. */
  readonly address: string
  /** Sends the signal; answers the exit code. */
  end(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

/** Starts a command that stays up, such as `kataServed('service', 'egov-otp')`; rejects where it ends instead. */
export function kataServed(...parameters: readonly string[]): Promise<Standing> {
  const child = spawn(process.execPath, [kata, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  endWithMe(child)
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', (exitCode) => resolve(exitCode)))
  const end = (signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const [line, rest] = output.split('\n')
      if (line !== undefined && rest !== undefined) resolve({ line, address: line.split(' ').at(-1) ?? '', end })
    })
    child.once('error', reject)
    void ended.then((exitCode) => reject(new Error(`kata ${parameters.join(' ')} ended with ${exitCode}: ${output}`)))
  })
}
