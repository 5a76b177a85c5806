// Absences on topics that do not exist. Nobody can have sent anything there, so what they prove hangs on the name.

import type { Subscription } from '../kafka/index.js'
import { KataError } from '../shared/index.js'
import { channelOf } from './topics.js'
import type { KataWorld } from './world.js'

/**
 * Refuses an absence on a topic that the environment names and nobody has made: it may be misspelt. A name of the
 * catalogue's own is warned of, once for a run, but where the broker is the run's own: there a topic comes with its first
 * message.
 *
 * @throws KataError CHANNEL_UNKNOWN
 */
export function refuseAbsentTopic(world: KataWorld, subscription: Subscription): void {
  if (subscription.proof().topicExists) return
  const { environment, topics, kafka } = world.worker.settings
  const { topic } = subscription
  const channel = channelOf(world, topic)?.name
  if (channel !== undefined && Object.hasOwn(topics, channel)) throw namedAndMissing({ environment, topic, channel })
  if (kafka.embedded) return
  world.worker.warn(`That nothing arrived on "${topic}" proves little: there was no such topic. Is it named rightly?`)
}

function namedAndMissing({ environment, topic, channel }: Record<'environment' | 'topic' | 'channel', string>) {
  return new KataError('CHANNEL_UNKNOWN', {
    couldNot: `That nothing arrived on "${topic}" could not be proved.`,
    found: `There is no such topic; the environment "${environment}" names it for the channel "${channel}".`,
    todo: 'Correct `topics` in kata.config.yaml or its variable, or create the topic before the run.',
    facts: { topic, channel, environment },
  })
}
