#!/usr/bin/env node
import '../support/run/register-tsx.js'

const { main } = await import('../support/cli/index.ts')
await main(process.argv.slice(2))
