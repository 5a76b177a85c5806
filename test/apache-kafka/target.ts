// The Kafka of one leg: one node, three of them, or a secured one, and how a run gets to it.

import { join } from 'node:path'
import { byCertificate, byPassword, byToken, type Variables } from './client-variables.js'
import { createTopic } from './create-topic.js'
import type { Distribution } from './distribution.js'
import { type Leg, ownTopic } from './legs.js'
import { type SecuredNode, startSecuredNode, tokenSeconds } from './secured-node.js'
import { startCluster } from './start-cluster.js'
import { startKafka } from './start-kafka.js'

export interface Target {
  /** Brokers that ask for nothing: for the doubles, and for the test itself. */
  readonly bootstrap: string
  readonly readyMs: number
  /** What tells the run how to get there. */
  readonly variables: Variables
  /** May not be found in what a run writes. */
  readonly secrets: readonly string[]
  /** What was not as it should have been, after the run. */
  faults(): readonly string[]
  stop(): Promise<void>
}

/** Starts it, with the leg's own topic where it has one. */
export async function startTarget(leg: Leg, distribution: Distribution, folder: string): Promise<Target> {
  const { security } = leg
  if (security !== 'plaintext') return await startSecured({ ...leg, security }, distribution, folder)
  const properties = { 'group.initial.rebalance.delay.ms': leg.joinDelayMs }
  const options = { folder: join(folder, 'kafka'), properties }
  const kafka =
    leg.nodes === 1
      ? await startKafka(distribution, options)
      : await startCluster(distribution, { ...options, nodes: leg.nodes })
  const { bootstrap, readyMs } = kafka
  if (leg.hasOwnTopic) await createTopic(bootstrap, ownTopic)
  const variables = { KAFKA_BROKERS: bootstrap }
  return { bootstrap, readyMs, variables, secrets: [], faults: () => [], stop: () => kafka.stop() }
}

const signIns = { scram: byPassword, mtls: byCertificate, oauthbearer: byToken } as const

async function startSecured(
  leg: Leg & { readonly security: keyof typeof signIns },
  distribution: Distribution,
  folder: string,
): Promise<Target> {
  const { joinDelayMs, security } = leg
  const node = await startSecuredNode(distribution, { folder: join(folder, 'kafka'), joinDelayMs, topic: ownTopic })
  const variables = signIns[security](node)
  return {
    bootstrap: node.kafka.bootstrap,
    readyMs: node.kafka.readyMs,
    variables,
    secrets: secretsOf(node, variables),
    faults: () => (security === 'oauthbearer' ? tokenFaults(node) : []),
    stop: () => node.stop(),
  }
}

/** What a node's users know; of a key, each line. */
export function secretsOf({ secrets }: SecuredNode, variables: Variables): readonly string[] {
  const keyLines = (variables.KAFKA_TLS_KEY ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-----'))
  return [...Object.values(secrets), ...keyLines]
}

/** A run that ended before its first token expired proves nothing about the next one. */
function tokenFaults({ tokens: { issued } }: SecuredNode): readonly string[] {
  const [first] = issued
  const isFollowed = first !== undefined && issued.some(({ at }) => at >= first.at + tokenSeconds * 1000)
  return isFollowed ? [] : [`of ${issued.length} tokens, none was asked for after the first had expired`]
}
