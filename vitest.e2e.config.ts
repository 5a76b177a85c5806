import { defineConfig } from 'vitest/config'

// What starts whole runs as child processes: minutes, where `npm run unit` is seconds.
export default defineConfig({
  test: {
    include: ['test/**/*.e2e.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
