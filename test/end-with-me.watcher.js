// The other half of end-with-me.ts: reads what is to end with its parent, line by line, and does it when no line can come
// any more.

import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const processes = new Set()
const folders = new Set()
const actions = {
  process: (id) => processes.add(Number(id)),
  ended: (id) => processes.delete(Number(id)),
  folder: (name) => folders.add(name),
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const [verb, ...rest] = line.split(' ')
  actions[verb](rest.join(' '))
})
lines.on('close', () => {
  for (const id of processes) kill(id)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

function kill(id) {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It ended in the same moment.
  }
}
