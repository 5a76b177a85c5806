import { publish, When } from '../support/world/index.js'

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

/** Writes a record without payload. */
When('a tombstone with key {string} is published to {string}', async function (key: string, name: string) {
  await publish(this, name, { key, value: null })
})
