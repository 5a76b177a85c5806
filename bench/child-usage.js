// Loaded first into a child process of a benchmark: when it ends, it says on its file descriptor 3 what it has used.
import { writeSync } from 'node:fs'

process.once('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))
