// Collects what proves a verdict when the scenario ends: calls, fences, messages, schemas. Masked and bounded.

import type { Exchange } from '../http/index.js'
import type { Message, Offsets, Subscription } from '../kafka/index.js'
import { previewValue } from '../match/index.js'
import { writeJson } from '../shared/index.js'
import {
  type Evidence,
  type ExchangeEvidence,
  listed,
  type MessageEvidence,
  type SubscriptionEvidence,
} from '../verdict/index.js'
import type { KataWorld } from './world.js'

/** More messages of one subscription than this are only counted; those that a step took come first. */
const maxMessages = 50
/** Longer bodies, payloads, keys and headers are cut to so many characters of their JSON. */
const maxCharacters = 4000

/** Everything that the scenario has seen, masked. */
export function collectEvidence(world: KataWorld): Evidence {
  const subscriptions = [...world.subscriptions.values()]
  const evidence: Evidence = {
    exchanges: [
      ...world.exchanges.map((exchange) => exchangeEvidence(exchange, world)),
      ...world.unanswered.flatMap(unansweredEvidence),
    ].sort((one, other) => one.startedAt.localeCompare(other.startedAt)),
    subscriptions: subscriptions.map((subscription) => subscriptionEvidence(subscription, world)),
    messages: subscriptions.flatMap((subscription) =>
      shown(subscription.inbox.all()).map(({ message, claimed }) => messageEvidence(message, claimed, world)),
    ),
    judged: world.judged,
    schemas: Object.fromEntries(world.schemas),
  }
  return world.worker.mask.deep(evidence)
}

function exchangeEvidence(exchange: Exchange, world: KataWorld): ExchangeEvidence {
  const { service, method, url, startedAt, durationMs, status, responseHeaders } = exchange
  return {
    service,
    method,
    url,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    requestBody: bounded(exchange.requestBody, world),
    status,
    responseHeaders,
    responseBody: bounded(exchange.responseBody, world),
  }
}

function unansweredEvidence(facts: Readonly<Record<string, unknown>>): readonly ExchangeEvidence[] {
  const { service, method, url, startedAt, durationMs } = facts
  if (typeof startedAt !== 'string') return []
  const call = { service: String(service), method: String(method), url: String(url) }
  return [{ ...call, startedAt, durationMs: Number(durationMs) }]
}

function subscriptionEvidence(subscription: Subscription, world: KataWorld): SubscriptionEvidence {
  const { topic, topicExists, fence, readTo, seen, groupIds } = subscription.proof()
  const partitions = partitionsOf(fence, readTo)
  const said = [
    ...(topicExists ? [] : ['topic does not exist']),
    ...callsBefore(subscription, world),
    ...(world.notes.get(topic) ?? []),
  ]
  return { topic, groupIds, partitions, seen, ...(said.length === 0 ? {} : { note: said.join('; ') }) }
}

/** An absence says nothing about these, and only whoever wrote the scenario knows whether it is about them. */
function callsBefore(subscription: Subscription, { causes, causesBefore }: KataWorld): readonly string[] {
  const before = causes.slice(0, causesBefore.get(subscription) ?? 0).filter(({ kind }) => kind === 'call')
  if (before.length === 0) return []
  const names = [...new Set(before.map(({ name }) => name))]
  return [`subscribed after ${listed(names)}: what that wrote before the fence does not count`]
}

function partitionsOf(fence: Offsets, readTo: Offsets): SubscriptionEvidence['partitions'] {
  const partitions = [...new Set([...fence.keys(), ...readTo.keys()])].sort((one, other) => one - other)
  return partitions.map((partition) => ({
    partition,
    fence: fence.get(partition) ?? 0,
    readTo: readTo.get(partition) ?? fence.get(partition) ?? 0,
  }))
}

/** A pass is proved by what was claimed, however much came before it. */
function shown<T extends { readonly claimed: boolean }>(arrivals: readonly T[]): readonly T[] {
  const first = [...arrivals.filter(({ claimed }) => claimed), ...arrivals.filter(({ claimed }) => !claimed)]
  const kept = new Set(first.slice(0, maxMessages))
  return arrivals.filter((arrival) => kept.has(arrival))
}

function messageEvidence(message: Message, claimed: boolean, world: KataWorld): MessageEvidence {
  const { topic, partition, offset, timestamp, timestampType, key, headers, value } = message
  const time = new Date(timestamp)
  return {
    topic,
    partition,
    offset,
    timestamp: Number.isNaN(time.getTime()) ? String(timestamp) : time.toISOString(),
    timestampType,
    key: key === null ? null : boundedText(key, world),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, boundedHeader(text, world)])),
    payload: bounded(value, world),
    claimed,
  }
}

function boundedHeader(value: string | readonly string[], world: KataWorld): string | readonly string[] {
  return typeof value === 'string' ? boundedText(value, world) : value.map((text) => boundedText(text, world))
}

function bounded(value: unknown, world: KataWorld): unknown {
  const text = jsonOf(value)
  return text === undefined || text.length <= maxCharacters ? value : boundedText(text, world)
}

/** Masks before it cuts, so that no part of a number stays; not all of many megabytes, which takes seconds. */
function boundedText(text: string, world: KataWorld): string {
  if (text.length <= maxCharacters) return text
  const start = world.mask(text.slice(0, 4 * maxCharacters))
  const masked = start.length > maxCharacters ? start : world.mask(text)
  return `${masked.slice(0, maxCharacters)}… (${text.length} characters)`
}

/** JSON of an answer may be deeper than `JSON.stringify` can go. */
function jsonOf(value: unknown): string | undefined {
  try {
    return writeJson(value)
  } catch {
    return previewValue(value, 4 * maxCharacters)
  }
}
