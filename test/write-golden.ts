// `npm run golden`: writes every golden file anew. Look at what changed before you commit it.

import { spawnSync } from 'node:child_process'

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts', 'verdicts', 'open-finance/deviations'],
  {
    stdio: 'inherit',
    env: { ...process.env, KATA_GOLDEN: 'write' },
  },
)
process.exitCode = status ?? 1
