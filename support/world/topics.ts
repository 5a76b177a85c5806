import { type Channel, hasParameters } from '../contract/index.js'
import { KataError, nearest } from '../shared/index.js'
import { listed } from '../verdict/index.js'
import { allowStep } from './run-step.js'
import { resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** A topic, and the channel of the catalogue that describes it, if one does. */
export interface ResolvedTopic {
  readonly topic: string
  readonly channel: Channel | undefined
}

/**
 * Finds the topic behind a name, in which `#(variables)` are read: a channel of the catalogue or its topic, which may
 * still be missing, or a topic that exists now.
 *
 * @throws KataError CHANNEL_UNKNOWN with the near names: a misspelt topic never proves an absence; VARIABLE_UNKNOWN
 */
export async function resolveTopic(world: KataWorld, written: string): Promise<ResolvedTopic> {
  const { catalogue, settings } = world.worker
  // Whoever finds a topic asks Kafka, here or with the answer.
  allowStep(world, settings.timeouts.drainMs)
  const name = topicName(world, written)
  const channel = catalogue.find(name, settings.topics)
  if (channel !== undefined && hasParameters(channel)) throw severalTopics(channel)
  if (channel !== undefined) return { topic: channel.address, channel }
  const topics = await world.kafka.topics()
  if (topics.includes(name)) return { topic: name, channel: undefined }
  const channels = [...catalogue.channels.keys()]
  const near = nearest([...channels, ...topics], name)
  throw new KataError('CHANNEL_UNKNOWN', {
    couldNot: `There is no channel or topic "${name}".`,
    found: `Channels of the catalogue: ${listed(channels) || 'none'}. Topics: ${listed(topics) || 'none'}.`,
    todo: near.length === 0 ? 'Write one of these names.' : `Write one of these names, such as "${near[0]}".`,
    facts: { name, near },
  })
}

/** What a step calls a channel or topic, with the variables put in. KataError VARIABLE_UNKNOWN. */
export function topicName(world: KataWorld, written: string): string {
  return String(resolveEmbedded(written, world))
}

function severalTopics({ name, address }: Channel): KataError {
  return new KataError('CHANNEL_UNKNOWN', {
    couldNot: `The channel "${name}" stands for more than one topic.`,
    found: `Its address is "${address}": each value has a topic of its own.`,
    todo: 'Write the topic itself, or a variable that holds its name, such as "#(published.topic)".',
    facts: { name, address },
  })
}

/** The channel whose topic has that name in this environment. */
export function channelOf(world: KataWorld, topic: string): Channel | undefined {
  const { catalogue, settings } = world.worker
  const channel = catalogue.find(topic, settings.topics)
  return channel?.address === topic ? channel : undefined
}
