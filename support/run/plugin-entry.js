// The plugin of cucumber, which imports it: from here on, TypeScript can be required.
import { createRequire } from 'node:module'
import './typescript.cjs'

export default createRequire(import.meta.url)('./plugin.ts').default
