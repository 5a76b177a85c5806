import { findCodes } from '../digit/index.js'
import { type Message, Subscription } from '../kafka/index.js'
import { KataError } from '../shared/index.js'
import { listed } from '../verdict/index.js'
import { allowStep } from './run-step.js'
import { type ResolvedTopic, resolveTopic, topicName } from './topics.js'
import type { KataWorld } from './world.js'

/** Reads the fence of a channel or topic and starts to listen; a second time changes nothing. */
export async function subscribe(world: KataWorld, name: string): Promise<void> {
  const resolved = await resolveTopic(world, name)
  if (world.subscriptions.has(resolved.topic)) return
  const { drainMs, lateMs } = world.worker.settings.timeouts
  allowStep(world, drainMs)
  const subscription = await Subscription.open(resolved.topic, {
    client: world.kafka,
    readers: world.readers,
    drainMs,
    lateMs,
    onMessage: (message) => registerCode(world, resolved, message),
  })
  world.subscriptions.set(resolved.topic, subscription)
  world.causesBefore.set(subscription, world.causes.length)
  world.onClose(`subscription to ${resolved.topic}`, () => subscription.close())
}

/** The subscription that a step speaks of. KataError SUBSCRIPTION_MISSING, CHANNEL_UNKNOWN. */
export async function subscriptionTo(world: KataWorld, name: string): Promise<Subscription> {
  // A topic that the scenario listens to needs no question to Kafka, which may be gone by now.
  const listening = world.subscriptions.get(topicName(world, name))
  if (listening !== undefined) return listening
  const { topic } = await resolveTopic(world, name)
  const subscription = world.subscriptions.get(topic)
  if (subscription !== undefined) return subscription
  const others = [...world.subscriptions.keys()]
  throw new KataError('SUBSCRIPTION_MISSING', {
    couldNot: `The scenario asks for messages on "${name}", but does not listen there.`,
    found: others.length === 0 ? 'It has no subscription.' : `It is subscribed to ${listed(others)}.`,
    todo: `Put \`Given a subscription to "${name}"\` before the step that causes the message.`,
    facts: { name, topic, subscriptions: others },
  })
}

/** A code is masked from the moment it is seen, whoever it was sent to. */
function registerCode(world: KataWorld, { channel }: ResolvedTopic, message: Message): void {
  if (channel?.otpPattern === undefined) return
  for (const code of findCodes(message, channel.otpPattern)) world.worker.mask.registerCode(code)
}
