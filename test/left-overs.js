// What a run must not leave behind: processes, and folders in the temporary folder.

import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Variable that marks every process that a test starts: its children inherit it. */
export const marker = 'KATA_TEST'

/** Processes whose environment holds the mark; where there is no /proc, none are looked for. */
export function processesMarked(mark) {
  return processIds()
    .filter((id) => read(`/proc/${id}/environ`).split('\0').includes(`${marker}=${mark}`))
    .map((id) => `process ${id}: ${read(`/proc/${id}/cmdline`).replaceAll('\0', ' ')}`)
}

/** Names of the folders of runs. */
export function runFolders() {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('kata-'))
}

function processIds() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  } catch {
    return []
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
