// Steps of the tests alone: they put numbers where reports could show them.

import { After } from '@cucumber/cucumber'
import { expectArrival, expectationOf, expectHeader, Given, publish, subscribe } from '../../support/world/index.js'

/** An error whose text and stack hold the number. */
Given('a step that fails with {string}', (number: string) => {
  throw new Error(`nobody is called ${number}`)
})

/** A record with the number in a header, and an expectation of another one. */
Given('a header of {string} that holds {string}', async function (name: string, number: string) {
  await subscribe(this, name)
  await publish(this, name, { headers: { caller: number }, value: '{}' })
  await expectArrival(this, { on: name, expectation: expectationOf(this) })
  expectHeader(this, 'caller', '9876543219')
})

/** A line on standard output and one on standard error. */
Given('a step that prints {string}', (number: string) => {
  console.log(`printed ${number}`)
  console.error(`printed ${number}`)
})

/** The hook runs when the scenario is over. */
Given('a hook that fails with {string}', function (number: string) {
  this.variables.set('failing hook', number)
})

/** A text and bytes. */
Given('a step that attaches {string}', function (number: string) {
  this.attach(`attached ${number}`)
  this.attach(Buffer.from(`attached ${number}`), 'text/plain')
  this.log(`logged ${number}`)
})

/** An error that no step waits for, and a step that outlives it. */
Given('a crash with {string}', async (number: string) => {
  setTimeout(() => {
    process.stderr.write(`dying with ${number}\n`)
    process.exit(7)
  })
  await new Promise(() => {})
})

After(function (this: { variables: Map<string, unknown> }) {
  const number = this.variables.get('failing hook')
  if (number !== undefined) throw new Error(`the hook fails with ${number}`)
})
