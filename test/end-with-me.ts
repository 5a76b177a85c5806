// What ends with this process, however it ends: a watcher beside it, which nothing but a closed pipe tells that it is
// gone, kills the processes and removes the folders that were handed to it. SIGKILL leaves nothing else to do so.

import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { marker } from './left-overs.js'

const script = fileURLToPath(new URL('end-with-me.watcher.js', import.meta.url))
let watcher: Socket | undefined

/** Kills this child if it outlives this process. */
export function endWithMe(child: ChildProcess): void {
  if (child.pid === undefined) return
  tell(`process ${child.pid}`)
  child.once('exit', () => tell(`ended ${child.pid}`))
}

/** Removes this folder if this process cannot. */
export function removeWithMe(folder: string): void {
  tell(`folder ${folder}`)
}

function tell(line: string): void {
  watcher ??= startWatcher()
  watcher.write(`${line}\n`)
}

/** It is of no group that a terminal signals, and bears no mark of a test: it is meant to be left for a moment. */
function startWatcher(): Socket {
  const env = { ...process.env, [marker]: '' }
  const child = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env })
  child.unref()
  // A watcher that was ended itself leaves nobody to be told.
  child.stdin.on('error', () => undefined)
  const pipe = child.stdin as Socket
  pipe.unref()
  return pipe
}
