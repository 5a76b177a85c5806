// The sentences about texts and mails that reach somebody, between the scenario and support/digit.

import {
  type Delivery,
  deliveriesTo,
  dictateAnswer,
  findCodes,
  type GroupState,
  isDone,
  lastDelivery,
  type SinkName,
  waitForGroup,
  waitForReaders,
} from '../digit/index.js'
import type { Message } from '../kafka/index.js'
import { match } from '../match/index.js'
import { Deadline, KataError } from '../shared/index.js'
import {
  cut,
  type DeliveryDemand,
  explainDeliveries,
  explainDelivery,
  explainGroupBehind,
  explainNoDelivery,
  explainReaders,
  listed,
} from '../verdict/index.js'
import { callerOf } from './calls.js'
import { expectNothing } from './expect.js'
import { citizenOf } from './people.js'
import { allowStep } from './run-step.js'
import { resolveTopic } from './topics.js'
import { expectedDocString, resolveEmbedded } from './values.js'
import type { KataWorld } from './world.js'

/** The deliveries that count in a scenario: those behind its watch. */
export interface Watch {
  readonly after: number
  /** How many causes there were when it began. */
  readonly causesBefore: number
}

interface Sink {
  readonly title: string
  readonly service: string
  readonly what: (to: string) => string
}

const sinks: Readonly<Record<SinkName, Sink>> = {
  'sms-gateway': {
    title: 'The SMS gateway',
    service: 'egov-notification-sms',
    what: (to) => `message for mobile number ${to}`,
  },
  'mail-server': {
    title: 'The mail server',
    service: 'egov-notification-mail',
    what: (to) => `mail for ${to}`,
  },
}

/** One call to a sink waits no longer than this, so that the limit of HTTP calls is not reached. */
const longestCallMs = 4000

/** From here on deliveries count, and older ones do not; a second time changes nothing. KataError SINK_UNUSABLE. */
export async function watchSink(world: KataWorld, sink: SinkName): Promise<void> {
  if (world.watches.has(sink)) return
  const after = await lastDelivery(callerOf(world), sink)
  world.watches.set(sink, { after, causesBefore: world.causes.length })
}

/** Has a sink answer somebody otherwise until the scenario ends. */
export async function answerOtherwise(
  world: KataWorld,
  sink: SinkName,
  { to, answer }: { readonly to?: string; readonly answer: Readonly<Record<string, unknown>> },
): Promise<void> {
  const caller = callerOf(world)
  const address = recipient(world, sink, to)
  world.onClose(`answer of the ${sink}`, () => dictateAnswer(caller, sink, { to: address }))
  await dictateAnswer(caller, sink, { to: address, answer })
}

/**
 * Waits for a delivery, and proves that it is the only one: the service has done everything that is on its topics. It is
 * `delivery` from then on.
 *
 * @param to an address or a number; missing for the latest citizen's
 * @throws MatchError MISSING, CONTRACT; KataError SERVICE_BEHIND, SUBSCRIPTION_MISSING, SINK_UNUSABLE
 */
export async function expectDelivery(
  world: KataWorld,
  sink: SinkName,
  { to, withinMs }: { readonly to?: string; readonly withinMs?: number | undefined },
): Promise<void> {
  const address = recipient(world, sink, to)
  const demand = demandOf(world, sink, address)
  const { messageMs } = world.worker.settings.timeouts
  const timeoutMs = withinMs ?? messageMs
  allowStep(world, timeoutMs)
  const first = await firstDelivery(world, sink, { address, timeoutMs })
  if (first === undefined) {
    expectNothing(explainNoDelivery(demand, await outlook(world, sink, 0), timeoutMs))
    return
  }
  const all = await provenDeliveries(world, sink, { address, demand })
  if (all.length !== 1) expectNothing(explainDeliveries(demand, all, 'one'))
  world.variables.set('delivery', all[0])
}

/**
 * Proves that nothing reached somebody: the service has done everything that is on its topics.
 *
 * @throws MatchError CONTRACT; KataError SERVICE_BEHIND, SUBSCRIPTION_MISSING, SUBSCRIPTION_TOO_LATE, SINK_UNUSABLE
 */
export async function expectNoDelivery(world: KataWorld, sink: SinkName, to?: string): Promise<void> {
  const address = recipient(world, sink, to)
  const demand = demandOf(world, sink, address)
  refuseLateWatch(world, sink)
  const all = await provenDeliveries(world, sink, { address, demand })
  if (all.length > 0) expectNothing(explainDeliveries(demand, all, 'none'))
}

/** Compares the latest delivery with a template; a field that the template does not have may be there. */
export function expectDeliveryLike(world: KataWorld, template: string): void {
  const delivery = world.variables.get('delivery')
  if (delivery === undefined) throw noDeliveryYet()
  const mismatches = match(delivery, expectedDocString(template, world), { mode: 'contains keys', path: 'delivery' })
  if (mismatches.length > 0) expectNothing(explainDelivery(delivery, mismatches, world.mask))
}

/**
 * Proves that no consumer group reads a topic at this moment; the readers of the tests do not count. Groups that this user may
 * not DESCRIBE are not seen.
 *
 * @throws MatchError CONTRACT; KataError GROUP_UNSETTLED where a group was being put together all the time
 */
export async function expectNobodyReads(world: KataWorld, name: string): Promise<void> {
  const { topic } = await resolveTopic(world, name)
  const { drainMs } = world.worker.settings.timeouts
  allowStep(world, drainMs)
  const counts = (groupId: string) => !groupId.startsWith('kata-')
  const { readers, unsettled } = await waitForReaders(world.kafka.groups, { topic, counts }, drainMs)
  if (readers.length > 0) expectNothing(explainReaders(topic, readers))
  if (unsettled.length > 0) throw groupsUnsettled(topic, unsettled, drainMs)
}

function recipient(world: KataWorld, sink: SinkName, to: string | undefined): string {
  const address = to === undefined ? citizenOf(world).mobileNumber : String(resolveEmbedded(to, world))
  if (sink === 'sms-gateway') world.worker.mask.registerNumber(address)
  return address
}

function demandOf(world: KataWorld, sink: SinkName, address: string): DeliveryDemand {
  const { title, service, what } = sinks[sink]
  return { sink: title, what: what(address), service, trigger: world.trigger, mask: world.mask }
}

async function firstDelivery(
  world: KataWorld,
  sink: SinkName,
  { address, timeoutMs }: { readonly address: string; readonly timeoutMs: number },
): Promise<Delivery | undefined> {
  const { after } = watchOf(world, sink)
  const deadline = new Deadline(timeoutMs)
  do {
    const withinMs = Math.min(deadline.remainingMs(), longestCallMs)
    const [first] = await deliveriesTo(callerOf(world), sink, { to: address, after, atLeast: 1, withinMs })
    if (first !== undefined) return first
  } while (!deadline.hasPassed())
  return undefined
}

/** Everything for an address, once the service has nothing left to do. */
async function provenDeliveries(
  world: KataWorld,
  sink: SinkName,
  { address, demand }: { readonly address: string; readonly demand: DeliveryDemand },
): Promise<readonly Delivery[]> {
  const { after } = watchOf(world, sink)
  const { drainMs } = world.worker.settings.timeouts
  allowStep(world, drainMs)
  const group = await outlook(world, sink, drainMs)
  if (!isDone(group)) expectNothing(explainGroupBehind(demand, group, drainMs))
  const all = await deliveriesTo(callerOf(world), sink, { to: address, after, atLeast: 0, withinMs: 0 })
  for (const delivery of all) registerCodes(world, delivery)
  if (all.length > 0) world.attach(JSON.stringify(world.worker.mask.deep(all), null, 2), 'application/json')
  return all
}

/** What the group of the service behind a sink has done. */
async function outlook(world: KataWorld, sink: SinkName, timeoutMs: number): Promise<GroupState> {
  const { service } = sinks[sink]
  const { catalogue, settings } = world.worker
  const operations = catalogue.operations.filter((operation) => operation.service === service)
  const groupId = operations.find((operation) => operation.groupId !== undefined)?.groupId
  if (groupId === undefined) throw noGroup(service)
  const own = operations.filter((operation) => operation.action === 'receive' && operation.groupId === groupId)
  const topics = own.map(({ address }) => catalogue.find(address, settings.topics)?.address ?? address)
  return await waitForGroup(world.kafka.groups, { groupId, topics }, timeoutMs)
}

/** A code is masked from the moment it is seen, by the patterns of all channels for one-time passwords. */
function registerCodes(world: KataWorld, delivery: Delivery): void {
  const text = String(Reflect.get(delivery, 'text'))
  if (!/otp|one[ -]?time|password/i.test(text)) return
  for (const { otpPattern } of world.worker.catalogue.channels.values()) {
    if (otpPattern === undefined) continue
    const codes = findCodes({ value: text } as unknown as Message, { path: 'value', pattern: otpPattern.pattern })
    for (const code of codes) world.worker.mask.registerCode(code)
  }
}

function watchOf(world: KataWorld, sink: SinkName): Watch {
  const watch = world.watches.get(sink)
  if (watch !== undefined) return watch
  const sentence = `Given ${sinks[sink].title.replace(/^The/, 'the')} is watched`
  throw new KataError('SUBSCRIPTION_MISSING', {
    couldNot: `The scenario asks what reached the ${sink}, but does not watch it.`,
    found: 'Deliveries of earlier scenarios cannot be told apart from its own.',
    todo: `Put \`${sentence}\` before the step that causes the delivery.`,
    facts: { sink },
  })
}

function refuseLateWatch(world: KataWorld, sink: SinkName): void {
  const { causesBefore } = watchOf(world, sink)
  const last = world.causes.findLast(({ kind }) => kind !== 'look')
  if (last === undefined || world.causes.indexOf(last) >= causesBefore) return
  const sentence = `Given ${sinks[sink].title.replace(/^The/, 'the')} is watched`
  throw new KataError('SUBSCRIPTION_TOO_LATE', {
    couldNot: `That nothing reached the ${sink} could not be proved.`,
    found: `The scenario began to watch it after ${last.name}: what that caused may lie before.`,
    todo: `Move the line \`${sentence}\` before ${last.name}.`,
    facts: { sink, trigger: last.name },
  })
}

function groupsUnsettled(topic: string, groups: readonly string[], drainMs: number): KataError {
  return new KataError('GROUP_UNSETTLED', {
    couldNot: `That nobody reads "${topic}" could not be proved.`,
    found: `Kafka did not say within ${drainMs} ms what these groups read: ${cut(listed(groups), 300)}.`,
    todo: 'Members join, or one of them does not answer: look in the log of the service, and run again.',
    facts: { topic, groups },
  })
}

function noGroup(service: string): KataError {
  return new KataError('CONTRACT_UNKNOWN', {
    couldNot: `How far ${service} is could not be asked.`,
    found: `schemas/asyncapi/${service}.yaml names no group of its consumers.`,
    todo: 'Write `bindings: { kafka: { groupId: { const: … } } }` into its receiving operations.',
    facts: { service },
  })
}

function noDeliveryYet(): KataError {
  return new KataError('NOTHING_KEPT', {
    couldNot: 'The step speaks of "the delivery", but the scenario has none yet.',
    found: 'No step before it has seen anything reach the SMS gateway or the mail server.',
    todo: 'Put a line such as `Then the SMS gateway receives a message for that mobile number` before it.',
  })
}
