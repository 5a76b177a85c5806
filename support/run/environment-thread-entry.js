// Where the thread of the environment begins: from here on, TypeScript can be imported.
import { createRequire } from 'node:module'
import './typescript.cjs'

createRequire(import.meta.url)('./environment-thread.ts')
