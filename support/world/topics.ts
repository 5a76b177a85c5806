import type { Channel } from '../contract/index.js'
import { KataError, nearest } from '../shared/index.js'
import type { KataWorld } from './world.js'

/** A topic, and the channel of the catalogue that describes it, if one does. */
export interface ResolvedTopic {
  readonly topic: string
  readonly channel: Channel | undefined
}

/**
 * Finds the topic behind a name: a channel of the catalogue, whose topic may still be missing, or a topic that exists now.
 *
 * @throws KataError CHANNEL_UNKNOWN with the near names: a misspelt topic never proves an absence
 */
export async function resolveTopic(world: KataWorld, name: string): Promise<ResolvedTopic> {
  const { catalogue, settings } = world.worker
  if (catalogue.channels.has(name)) {
    const channel = catalogue.channel(name, settings.topics)
    return { topic: channel.address, channel }
  }
  const topics = await world.kafka.topics()
  if (topics.includes(name)) return { topic: name, channel: channelOf(world, name) }
  const channels = [...catalogue.channels.keys()]
  const near = nearest([...channels, ...topics], name)
  throw new KataError('CHANNEL_UNKNOWN', {
    couldNot: `There is no channel or topic "${name}".`,
    found: `Channels of the catalogue: ${list(channels)}. Topics: ${list(topics)}.`,
    todo: near.length === 0 ? 'Write one of these names.' : `Write one of these names, such as "${near[0]}".`,
    facts: { name, near },
  })
}

/** The channel whose topic has that name in this environment. */
export function channelOf(world: KataWorld, topic: string): Channel | undefined {
  const { catalogue, settings } = world.worker
  const channel = catalogue.find(topic, settings.topics)
  return channel?.address === topic ? channel : undefined
}

function list(names: readonly string[]): string {
  const rest = names.length - 5
  const shown = names.slice(0, 5).join(', ') || 'none'
  return rest > 0 ? `${shown} and ${rest} more` : shown
}
