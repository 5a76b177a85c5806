import type { DataTable } from '@cucumber/cucumber'
import { cellsOf, Given, subscribe } from '../support/world/index.js'

/** Listens to a channel of the catalogue, or to a topic that exists: from here on, and to nothing older. */
Given('a subscription to {string}', async function (name: string) {
  await subscribe(this, name)
})

/** Listens to several, one in each row. */
Given('subscriptions to:', async function (table: DataTable) {
  for (const name of cellsOf(table)) await subscribe(this, name)
})
