import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brokerPage } from './broker-page.js'

test('docs/broker.md tells the APIs that are served: npm run docs', () => {
  const page = readFileSync(new URL('../../docs/broker.md', import.meta.url), 'utf8')
  expect(page).toBe(brokerPage(page))
})
