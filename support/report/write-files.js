// The thread behind file-thread.ts: writes each file it is told of, and tells at the end what could not be written. Plain
// JavaScript, because a thread knows nothing of the TypeScript that its process can load.
import { writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

const failures = []

parentPort?.on('message', (file) => {
  if (file === null) {
    parentPort?.postMessage(failures)
    return
  }
  try {
    writeFileSync(file.path, file.content)
  } catch (failure) {
    // The first ones tell enough, and one disk that is full fails thousands.
    if (failures.length < 5) failures.push(failure)
  }
})
