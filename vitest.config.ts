import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    env: { KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  },
})
