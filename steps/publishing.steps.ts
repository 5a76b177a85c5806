import type { DataTable } from '@cucumber/cucumber'
import { publish, publishDescribed, When } from '../support/world/index.js'

/** Writes one record without a key; the doc string is its payload. */
When('this message is published to {string}:', async function (name: string, value: string) {
  await publish(this, name, { value })
})

/** Writes one record with a key; the doc string is its payload. */
When(
  'this message is published to {string} with key {string}:',
  async function (name: string, key: string, value: string) {
    await publish(this, name, { key, value })
  },
)

/** Writes one record as the table tells it by paths: `headers['x-a']` in as many rows as wanted, `value`, and perhaps `key`. */
When('this message is published to {string} with headers:', async function (name: string, table: DataTable) {
  await publishDescribed(this, name, table)
})

/** Writes a record without payload. */
When('a tombstone with key {string} is published to {string}', async function (key: string, name: string) {
  await publish(this, name, { key, value: null })
})
