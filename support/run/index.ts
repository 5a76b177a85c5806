export { printFailure } from './failure.js'
export { run } from './run.js'
export type { RunOptions } from './run-options.js'
