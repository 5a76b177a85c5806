// Imported by every worker before the steps: what it prints is masked, an error that nothing takes ends it without being
// shown in clear, and it ends with its parent. In the coordinator it does nothing, as the run sees to all of that there.
import { isWorkerProcess, receive } from '../config/index.js'
import { createMask } from '../shared/index.js'
import { watchCrashes } from './interruption.js'
import { maskOutput } from './mask-output.js'

if (isWorkerProcess()) {
  const mask = createMask({ byPattern: true })
  for (const secret of readSecrets()) mask.registerSecret(secret)
  maskOutput(mask)
  watchCrashes(mask, () => process.exit(1))
  endWithParent()
}

/** None where a reference cannot be resolved: whoever needs the settings in earnest says so. */
function readSecrets(): readonly string[] {
  try {
    return receive().secrets
  } catch {
    return []
  }
}

/** A killed run must not leave workers that some handle keeps alive; it may be gone before a worker comes this far. */
function endWithParent(): void {
  process.once('disconnect', () => process.exit(1))
  if (!process.connected) process.exit(1)
}
