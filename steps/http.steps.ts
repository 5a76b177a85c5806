import type { DataTable } from '@cucumber/cucumber'
import {
  callService,
  carryHeaders,
  expectBody,
  expectResponseHeader,
  expectStatus,
  Given,
  pairsOf,
  Then,
  When,
} from '../support/world/index.js'

/** Headers of the next call, or request for an OTP, and of no later one: name and value in each row; `#notpresent` leaves out what would be sent. */
Given('the next request carries:', function (table: DataTable) {
  carryHeaders(this, pairsOf(table, ['header', 'value']))
})

/** Calls a service of the environment without a body. */
When('{word} {string} is called on {string}', async function (method: string, path: string, service: string) {
  await callService(this, service, { method, path })
})

/** Calls a service of the environment with a JSON body. */
When(
  '{word} {string} is called on {string} with:',
  async function (method: string, path: string, service: string, body: string) {
    await callService(this, service, { method, path, body })
  },
)

/** Compares the status of the latest answer. */
Then('the response status is {int}', function (status: number) {
  expectStatus(this, status)
})

/** Compares a header of the latest answer with a text or a marker; `#notpresent` for none. */
Then('the response header {string} is {string}', function (name: string, expected: string) {
  expectResponseHeader(this, name, expected)
})

/** Compares the latest answer with a template that may hold markers; it may have more keys than the template. */
Then('the response matches:', function (template: string) {
  expectBody(this, template)
})
