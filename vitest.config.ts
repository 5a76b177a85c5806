import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // By default one core is kept free: on two cores that would leave one thread, which waits where another could run.
    maxWorkers: '100%',
    testTimeout: 20_000,
    env: { KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  },
})
