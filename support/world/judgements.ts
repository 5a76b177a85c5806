// What "the message" must be: its contract, a schema, a template, its key, headers and timestamp.

import { judgeOn } from '../contract/index.js'
import type { Message } from '../kafka/index.js'
import { isPlainObject, joinPath, type Mismatch, match, type PathRow } from '../match/index.js'
import { KataError, nearest } from '../shared/index.js'
import { cut, explainMessage, listed } from '../verdict/index.js'
import { expectNothing } from './expect.js'
import { headerInOtherCase, refuseMisspeltAbsence } from './misspelt-paths.js'
import { timestampTypes } from './possible-rows.js'
import { channelOf } from './topics.js'
import { expectedDocString, expectedValue } from './values.js'
import type { KataWorld } from './world.js'

/** Judges the message by the contract of its channel: headers, payload, key, timestamp type. */
export function expectContract(world: KataWorld): void {
  const message = world.message()
  const channel = channelOf(world, message.topic)
  const judgement = channel === undefined ? undefined : judgeOn(channel, message)
  if (channel === undefined || judgement === undefined) throw noContract(message, channel?.name)
  for (const [name, sha256] of Object.entries(judgement.contract.schemas)) world.schemas.set(name, sha256)
  demand(world, judgement.violations, {
    must: `conform to its contract "${channel.name}"`,
    advice: `Either ${channel.service} changed what it publishes, or its contract in schemas/ has to say so.`,
  })
}

/** Judges the payload alone by a schema of the catalogue. */
export function expectSchema(world: KataWorld, name: string): void {
  const schema = world.worker.catalogue.schema(name)
  world.schemas.set(name, schema.sha256)
  demand(world, schema.judge(world.message().value, 'value'), {
    must: `conform to the schema "${name}"`,
    advice: 'Either the service changed what it publishes, or the schema has to say so.',
  })
}

/**
 * Compares the payload with a template; a key that the template does not have may be there. A key that may be missing, and
 * that the contract knows under a near name only, is KataError PATH_INVALID.
 */
export function expectPayload(world: KataWorld, expected: string): void {
  const template = expectedDocString(expected, world)
  const message = world.message()
  const mismatches = match(message.value, template, { mode: 'contains keys', path: 'value' })
  demand(world, mismatches, {
    must: 'match what the step expects',
    advice: 'Compare what the service publishes with what the step asks for.',
  })
  const expectation = { suffix: '', judge: () => [], rows: rowsIn(template, 'value') }
  refuseMisspeltAbsence(world, { topic: message.topic, expectation, messages: [message] })
}

/** A template as rows: one for each part of it that has no keys. */
function rowsIn(template: unknown, path: string): readonly PathRow[] {
  if (!isPlainObject(template)) return [{ path, expected: template }]
  return Object.entries(template).flatMap(([key, part]) => rowsIn(part, joinPath(path, key)))
}

/**
 * Compares one header; a missing one is `undefined`, so that `#notpresent` can be asked for. One whose name differs in
 * letter case alone is not the header, but its absence is not proved either.
 */
export function expectHeader(world: KataWorld, name: string, expected: string): void {
  const { headers } = world.message()
  const other = headerInOtherCase(headers, name)
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  const path = joinPath('headers', name)
  const found = match(value, expectedValue(expected, world), { path })
  const mismatches =
    other === undefined || value !== undefined ? found : [otherCase(other, { path, expected, headers })]
  demand(world, mismatches, {
    must: `carry the header "${name}" as expected`,
    advice: `It carries ${cut(listed(Object.keys(headers)), 300) || 'no headers'}.`,
  })
}

function otherCase(
  name: string,
  { path, expected, headers }: { path: string; expected: string; headers: Message['headers'] },
): Mismatch {
  const hint = `There is a \`${name}\`: only the letter case differs.`
  return { path, rule: 'equals', expected, actual: headers[name], hint }
}

/** Compares the key; `null` where there must be none. */
export function expectKey(world: KataWorld, expected: string | null): void {
  const template = expected === null ? null : expectedValue(expected, world)
  demand(world, match(world.message().key, template, { path: 'key' }), {
    must: expected === null ? 'come without a key' : 'have the key that is expected',
    advice: 'A key decides the partition: whoever relies on the order by key is affected.',
  })
}

/** The record has no payload; the JSON `null` is one. */
export function expectTombstone(world: KataWorld): void {
  demand(world, match(world.message().value, null, { path: 'value' }), {
    must: 'come as a tombstone',
    advice: 'Only a record without any payload is one: it is what compaction deletes by.',
  })
}

/** Compares the timestamp type, `CreateTime` or `LogAppendTime`. KataError VALUE_IMPOSSIBLE for anything else. */
export function expectTimestampType(world: KataWorld, expected: string): void {
  if (!timestampTypes.includes(expected)) throw noTimestampType(expected)
  demand(world, match(world.message().timestampType, expected, { path: 'timestampType' }), {
    must: `carry a ${expected} timestamp`,
    advice: 'The topic decides it, by `message.timestamp.type`.',
  })
}

/** How far the clocks of this machine and of whoever stamps the record may be apart, in milliseconds. */
const skewMs = 1000

/**
 * Compares the message's timestamp with the moment at which the latest call that may have caused it went out: one that was
 * made before a step took the message. The clocks may be a second apart. KataError NOTHING_KEPT.
 */
export function expectAge(world: KataWorld, atMostMs: number): void {
  const message = world.message()
  const { timestamp } = message
  const before = world.causes.slice(0, world.causesOf.get(message))
  const request = before.findLast(({ kind }) => kind === 'call')
  if (request === undefined) throw noRequest()
  const laterMs = timestamp - request.at
  if (laterMs >= -skewMs && laterMs <= atMostMs + skewMs) return
  const expected = `${request.at} to ${request.at + atMostMs}`
  demand(world, [{ path: 'timestamp', rule: 'close', expected, actual: timestamp }], {
    must: `follow ${request.name} within ${atMostMs / 1000} s`,
    advice: 'It is old, or the clocks of the services and of this machine are apart: `kata doctor` compares them.',
  })
}

function noRequest(): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step compares the message with the request, but the scenario has sent none yet.',
    found: 'No step before it has called a service, other than to look.',
    todo: 'Put a line such as `When a "login" OTP is requested` before it.',
  })
}

function demand(
  world: KataWorld,
  mismatches: readonly Mismatch[],
  { must, advice }: { must: string; advice: string },
): void {
  if (mismatches.length === 0) return
  expectNothing(explainMessage(world.message(), mismatches, { must, advice, mask: world.mask }))
}

function noTimestampType(written: string): KataError {
  const [near] = nearest(timestampTypes, written)
  return new KataError('VALUE_IMPOSSIBLE', {
    couldNot: `No message has a timestamp of the type "${written}".`,
    found: `Kafka knows ${timestampTypes.join(' and ')}.`,
    todo: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
    facts: { written },
  })
}

function noContract({ topic }: Message, channel?: string): KataError {
  return new KataError('CONTRACT_UNKNOWN', {
    couldNot: 'The message could not be judged by its contract.',
    found:
      channel === undefined
        ? `No channel of the catalogue has the topic "${topic}".`
        : `The messages of the channel "${channel}" have no schema, so any message would conform.`,
    todo: 'Describe the topic in schemas/asyncapi, or judge by name: `the message conforms to the schema "…"`.',
    facts: { topic },
  })
}
