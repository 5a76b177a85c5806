import {
  expectAge,
  expectContract,
  expectHeader,
  expectKey,
  expectPayload,
  expectSchema,
  expectTimestampType,
  expectTombstone,
  keepMessage,
  Then,
  takeFromMessage,
} from '../support/world/index.js'

/** Judges the message by the contract of its channel: payload, headers, key, timestamp type. */
Then('the message conforms to its contract', function () {
  expectContract(this)
})

/** Judges the payload by one schema of the catalogue. */
Then('the message conforms to the schema {string}', function (name: string) {
  expectSchema(this, name)
})

/** Compares the payload with a template that may hold markers; it may have more keys than the template. */
Then('the message payload matches:', function (template: string) {
  expectPayload(this, template)
})

/** Compares one header with a text or a marker. */
Then('the message header {string} is {string}', function (name: string, expected: string) {
  expectHeader(this, name, expected)
})

/** The record has no key. */
Then('the message has no key', function () {
  expectKey(this, null)
})

/** Compares the record's key with a text or a marker. */
Then('the message key is {string}', function (expected: string) {
  expectKey(this, expected)
})

/** The record has no payload at all: it is what compaction deletes by. The JSON `null` is a payload. */
Then('the message is a tombstone', function () {
  expectTombstone(this)
})

/** Compares the kind of timestamp: CreateTime or LogAppendTime. */
Then('the message timestamp is {string}', function (expected: string) {
  expectTimestampType(this, expected)
})

/** Compares its timestamp with the moment of the latest call; the clocks may be a second apart. */
Then('the message is at most {int} second(s) younger than the request', function (seconds: number) {
  expectAge(this, seconds * 1000)
})

/** Keeps the message for later steps, which read it as #(name.value.…). */
Then('the message is kept as {string}', function (name: string) {
  keepMessage(this, name)
})

/** Takes a part of the message: the first group of the pattern, or all that it finds. */
Then('{string} is taken from {string} by {string}', function (name: string, path: string, pattern: string) {
  takeFromMessage(this, name, { path, pattern })
})
