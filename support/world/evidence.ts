// Collects what proves a verdict when the scenario ends: calls, fences, messages, schemas. Masked and bounded.

import type { Exchange } from '../http/index.js'
import type { Message, Offsets, Subscription } from '../kafka/index.js'
import type { Evidence, ExchangeEvidence, MessageEvidence, SubscriptionEvidence } from '../verdict/index.js'
import type { KataWorld } from './world.js'

/** More messages of one subscription than this are only counted. */
const maxMessages = 50
/** Longer bodies and payloads are cut to so many characters of their JSON. */
const maxCharacters = 4000

/** Everything that the scenario has seen, masked. */
export function collectEvidence(world: KataWorld): Evidence {
  const subscriptions = [...world.subscriptions.values()]
  const evidence: Evidence = {
    exchanges: world.exchanges.map((exchange) => exchangeEvidence(exchange, world)),
    subscriptions: subscriptions.map(subscriptionEvidence),
    messages: subscriptions.flatMap((subscription) =>
      subscription.inbox
        .all()
        .slice(0, maxMessages)
        .map(({ message, claimed }) => messageEvidence(message, claimed, world)),
    ),
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

function subscriptionEvidence(subscription: Subscription): SubscriptionEvidence {
  const { topic, topicExists, fence, readTo, seen, groupIds } = subscription.proof()
  const partitions = partitionsOf(fence, readTo)
  return { topic, groupIds, partitions, seen, ...(topicExists ? {} : { note: 'topic does not exist' }) }
}

function partitionsOf(fence: Offsets, readTo: Offsets): SubscriptionEvidence['partitions'] {
  const partitions = [...new Set([...fence.keys(), ...readTo.keys()])].sort((one, other) => one - other)
  return partitions.map((partition) => ({
    partition,
    fence: fence.get(partition) ?? 0,
    readTo: readTo.get(partition) ?? fence.get(partition) ?? 0,
  }))
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
    key,
    headers,
    payload: bounded(value, world),
    claimed,
  }
}

/** Masks before it cuts, so that no part of a number stays. */
function bounded(value: unknown, world: KataWorld): unknown {
  const text = JSON.stringify(value)
  if (text === undefined || text.length <= maxCharacters) return value
  return `${world.mask(text).slice(0, maxCharacters)}… (${text.length} characters)`
}
