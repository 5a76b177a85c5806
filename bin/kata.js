#!/usr/bin/env node
import { createRequire } from 'node:module'
import '../support/run/typescript.cjs'

const { main } = createRequire(import.meta.url)('../support/cli/index.ts')
await main(process.argv.slice(2))
