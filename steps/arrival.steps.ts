import type { DataTable } from '@cucumber/cucumber'
import { expectArrival, expectationOf, expectNoArrival, expectOrder, Then } from '../support/world/index.js'

/** Claims the next message. */
Then('a message arrives on {string}{within}', async function (on: string, withinMs: number | undefined) {
  await expectArrival(this, { on, withinMs, expectation: expectationOf(this) })
})

/** Claims the next message that has what the table says: a path and an expectation in each row. */
Then(
  'a message arrives on {string}{within} where:',
  async function (on: string, withinMs: number | undefined, table: DataTable) {
    await expectArrival(this, { on, withinMs, expectation: expectationOf(this, table) })
  },
)

/** Claims that many, and proves that there is not one more: now, or with "within" the whole time. */
Then(
  'exactly {int} message(s) arrive(s) on {string}{within}',
  async function (count: number, on: string, withinMs: number | undefined) {
    await expectArrival(this, { on, withinMs, count, limit: 'exactly', expectation: expectationOf(this) })
  },
)

/** The same, of the messages that have what the table says. */
Then(
  'exactly {int} message(s) arrive(s) on {string}{within} where:',
  async function (count: number, on: string, withinMs: number | undefined, table: DataTable) {
    await expectArrival(this, { on, withinMs, count, limit: 'exactly', expectation: expectationOf(this, table) })
  },
)

/** Claims that many; more may follow. */
Then(
  'at least {int} message(s) arrive(s) on {string}{within}',
  async function (count: number, on: string, withinMs: number | undefined) {
    await expectArrival(this, { on, withinMs, count, expectation: expectationOf(this) })
  },
)

/** The same, of the messages that have what the table says. */
Then(
  'at least {int} message(s) arrive(s) on {string}{within} where:',
  async function (count: number, on: string, withinMs: number | undefined, table: DataTable) {
    await expectArrival(this, { on, withinMs, count, expectation: expectationOf(this, table) })
  },
)

/** Claims one message for each row below a row of paths, in that order. All must lie in one partition: Kafka keeps no order between two. */
Then(
  '{int} message(s) arrive(s) on {string}{within} in this order:',
  async function (count: number, on: string, withinMs: number | undefined, table: DataTable) {
    await expectOrder(this, { on, withinMs, count, table })
  },
)

/** Proves, now and from the ends of the log, that nothing unclaimed is there. */
Then('no message has arrived on {string}', async function (on: string) {
  await expectNoArrival(this, { on, expectation: expectationOf(this) })
})

/** The same for messages that have what the table says. */
Then('no message has arrived on {string} where:', async function (on: string, table: DataTable) {
  await expectNoArrival(this, { on, expectation: expectationOf(this, table) })
})

/** Waits for the whole time, then proves the same. */
Then('no message arrives on {string}{within}', async function (on: string, withinMs: number | undefined) {
  await expectNoArrival(this, { on, withinMs, expectation: expectationOf(this) })
})

/** The same for messages that have what the table says. */
Then(
  'no message arrives on {string}{within} where:',
  async function (on: string, withinMs: number | undefined, table: DataTable) {
    await expectNoArrival(this, { on, withinMs, expectation: expectationOf(this, table) })
  },
)
