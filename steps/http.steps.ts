import { callService, expectBody, expectStatus, Then, When } from '../support/world/index.js'

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

/** Compares the latest answer with a template that may hold markers; it may have more keys than the template. */
Then('the response matches:', function (template: string) {
  expectBody(this, template)
})
