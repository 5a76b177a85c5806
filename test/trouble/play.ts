// Plays the rounds of one trouble, and counts.

import { join } from 'node:path'
import type { Distribution } from '../apache-kafka/distribution.js'
import type { Lifetime } from './arguments.js'
import { startLoad } from './load.js'
import { makeTopic } from './make-topic.js'
import { Round } from './round.js'
import { type Stage, setStage } from './stage.js'
import type { Trouble } from './troubles.js'

export interface Played {
  readonly rounds: number
  readonly verdicts: number
  readonly infrastructure: number
  /** Of the slowest answer. */
  readonly slowestMs: number
  readonly records: number
  readonly failedRounds: number
}

export interface PlayOptions {
  readonly rounds: number
  readonly folder: string
  readonly lifetimes: readonly Lifetime[]
}

/** Each round has its own faults; the trouble goes on. */
export async function play(trouble: Trouble, distribution: Distribution, options: PlayOptions): Promise<Played> {
  const { name, nodes, throughProxy = false } = trouble
  const { folder, lifetimes } = options
  const stage = await setStage(distribution, { name, nodes, throughProxy, lifetimes, folder: join(folder, 'kafka') })
  const played = { rounds: 0, verdicts: 0, infrastructure: 0, slowestMs: 0, records: 0, failedRounds: 0 }
  for (let number = 1; number <= options.rounds; number++) {
    const round = await playRound(trouble, stage, number)
    const seen = round.witnesses.reduce((count, { subscription }) => count + subscription.inbox.size, 0)
    played.rounds++
    played.records += seen
    played.verdicts += round.verdicts
    played.infrastructure += round.infrastructure
    played.slowestMs = Math.max(played.slowestMs, round.slowestMs)
    played.failedRounds += round.faults.length === 0 ? 0 : 1
    for (const fault of round.faults) console.log(`  ${name}, round ${number}: ${fault}`)
  }
  const warned = stage.warnings.length
  const groups = await stage.close()
  for (const text of stage.warnings.slice(0, 5)) console.log(`  ${name}: warned: ${text}`)
  if (warned > 5) console.log(`  ${name}: warned ${warned} times in all`)
  for (const groupId of groups) console.log(`  ${name}: group ${groupId} is left`)
  return played
}

async function playRound(trouble: Trouble, stage: Stage, number: number): Promise<Round> {
  const { name, freshTopic = false, partitions = 3, underLoad = true, nodes } = trouble
  const topic = freshTopic ? `${name}-${number}` : name
  const round = new Round(stage, topic, number)
  const isThere = partitions === 0 || (!freshTopic && number > 1)
  if (!isThere) await makeTopic(stage.admin, { topic, partitions, replicas: nodes })
  const load = underLoad ? await startLoad(stage.kafka, topic) : undefined
  try {
    await trouble.play(round)
  } catch (error) {
    round.faults.push(`stopped: ${error instanceof Error ? error.stack : String(error)}`)
  }
  await load?.stop()
  await round.compare().catch((error: unknown) => round.faults.push(`not compared: ${String(error)}`))
  round.close()
  return round
}
