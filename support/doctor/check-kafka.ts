// Whether Kafka answers, what it has of the catalogue's topics, and whether the user may do what a scenario does.
import { randomBytes } from 'node:crypto'
import type { KafkaSettings } from '../config/index.js'
import { type Channel, hasParameters } from '../contract/index.js'
import { Administration, type Deletion, type Silence, type TopicFacts, type Tried } from '../kafka/index.js'
import { KataError } from '../shared/index.js'
import { checkNodes } from './check-brokers.js'
import { type Finding, note, ok, problem } from './finding.js'
import { counted, groupPrefix, listed, plain } from './words.js'

export interface KafkaTarget {
  readonly kafka: KafkaSettings
  /** Brokers that can be used, one at least. */
  readonly usable: readonly string[]
  /** Of the catalogue, with the addresses of this environment. */
  readonly channels: readonly Channel[]
  /** Longest time of one call, in milliseconds; joining a group may take twice as long. */
  readonly timeoutMs: number
  readonly tell: (finding: Finding) => void
}

/** Asks Kafka and tells what it says; it never rejects for what Kafka does. The group that it makes, it deletes. */
export async function checkKafka(target: KafkaTarget): Promise<void> {
  const { kafka, usable, timeoutMs, tell } = target
  const administration = new Administration({ ...kafka, brokers: usable, callMs: timeoutMs })
  try {
    const { clusterId, nodes } = await administration.cluster()
    tell(ok('Kafka', `${counted(nodes.length, 'broker')} in cluster ${plain(clusterId)}${signedIn(kafka)}.`))
    const others = nodes.map(({ address }) => plain(address)).filter((address) => !kafka.brokers.includes(address))
    for (const finding of await checkNodes(others, timeoutMs)) tell(finding)
    const topics = await checkTopics(administration, target)
    for (const finding of await checkGroup(administration, topics, timeoutMs)) tell(finding)
  } catch (error) {
    if (!(error instanceof KataError)) throw error
    tell(silenceOf(error, kafka))
    tell(note('Kafka', 'What comes after that was not looked at.'))
  } finally {
    await administration.close()
  }
}

function signedIn({ sasl }: KafkaSettings): string {
  return sasl === undefined ? '' : `, signed in by ${sasl.mechanism.toUpperCase()}`
}

/** @returns the topics that can be looked at */
async function checkTopics(
  administration: Administration,
  { channels, tell }: KafkaTarget,
): Promise<readonly string[]> {
  const there: string[] = []
  for (const channel of channels) {
    if (hasParameters(channel)) {
      tell(note('topic', `"${channel.address}" (channel ${channel.name}) stands for many topics: none was looked at.`))
      continue
    }
    const facts = await administration.topic(channel.address)
    if (facts.kind === 'there') there.push(channel.address)
    tell(topicFinding(channel, facts))
  }
  // Two services may have a channel for one topic.
  return [...new Set(there)]
}

/** What is told of a topic. */
export function topicFinding({ name, address, bindings }: Channel, facts: TopicFacts): Finding {
  const called = `"${address}" (channel ${name})`
  switch (facts.kind) {
    case 'missing':
      return note('topic', `${called} does not exist yet; a subscription waits for it.`)
    case 'refused': {
      const fix = 'Give this user DESCRIBE and READ on the topic.'
      return problem('topic', `${called} may not be looked at: ${facts.reason}`, fix)
    }
    case 'there': {
      const { partitions, leaderless } = facts
      const has = `${called} has ${counted(partitions, 'partition')}`
      if (leaderless.length > 0) {
        const text = `${has}, of which nobody leads ${listed(leaderless.map(String))}.`
        return problem('topic', text, 'Start the brokers that hold these partitions.')
      }
      const promised = bindings.partitions ?? partitions
      return promised === partitions ? ok('topic', `${has}.`) : note('topic', `${has}; the catalogue says ${promised}.`)
    }
  }
}

async function checkGroup(
  administration: Administration,
  topics: readonly string[],
  timeoutMs: number,
): Promise<readonly Finding[]> {
  const groupId = `${groupPrefix}doctor-${randomBytes(4).toString('hex')}`
  const tried = await administration.tryGroup({ groupId, topics, timeoutMs: 2 * timeoutMs })
  const deletion = await deleteTried(administration, groupId, tried)
  return groupFindings({ groupId, topics, tried, deletion })
}

async function deleteTried(administration: Administration, groupId: string, tried: Tried): Promise<Deletion> {
  try {
    return (await administration.deleteGroups([groupId])).get(groupId) ?? { kind: 'gone' }
  } catch (error) {
    // Why it could not be joined is told, and says more.
    if (tried.kind === 'not joined') return { kind: 'gone' }
    throw error
  }
}

export interface GroupTried {
  readonly groupId: string
  readonly topics: readonly string[]
  readonly tried: Tried
  readonly deletion: Deletion
}

/** What is told of a group that was joined, read in, and deleted again. */
export function groupFindings({ groupId, topics, tried, deletion }: GroupTried): readonly Finding[] {
  const reading = listed(topics.map((topic) => `"${topic}"`))
  if (tried.kind === 'not joined') {
    const rights = `Give this user READ and DELETE on groups with the prefix "${groupPrefix}".`
    const fix = tried.isRefusal ? rights : `${rights}\nIf it has them, the broker was too slow: see its log.`
    const notJoined = problem('group', `A group such as "${groupId}" could not be joined: ${plain(tried.reason)}`, fix)
    return deletion.kind === 'in use' ? [notJoined, deletionFinding(groupId, deletion)] : [notJoined]
  }
  const read =
    tried.kind === 'read'
      ? ok('reading', `This user may read from ${reading}.`)
      : problem('reading', `Nothing could be read: ${plain(tried.reason)}`, `Give this user READ on ${reading}.`)
  return [...(topics.length === 0 ? [] : [read]), deletionFinding(groupId, deletion)]
}

function deletionFinding(groupId: string, deletion: Deletion): Finding {
  switch (deletion.kind) {
    case 'deleted':
    case 'gone':
      return ok('group', `Groups with the prefix "${groupPrefix}" may be used and deleted; tried with a new one.`)
    case 'in use':
      return note('group', `"${groupId}" could not be deleted yet.`, '`kata janitor --yes` deletes it later.')
    case 'refused': {
      const text = `"${groupId}" could be used, but not deleted, and stays: ${deletion.reason}`
      const fix = `Give this user DELETE on groups with the prefix "${groupPrefix}"; without it, each run leaves its groups.`
      return problem('group', text, fix)
    }
  }
}

/** The finding where Kafka did not answer. */
function silenceOf({ facts }: KataError, kafka: KafkaSettings): Finding {
  const kind = facts.kind as Silence
  const subject = kind === 'authentication' ? 'sign-in' : 'Kafka'
  const isKnown = kind === 'authentication' || kind === 'security' || kind === 'refused'
  const fix = isKnown ? String(facts.todo) : whereToLook(kafka)
  return problem(subject, `Kafka could not be asked: ${plain(String(facts.reason))}`, fix)
}

function whereToLook({ tls, sasl }: KafkaSettings): string {
  const asked = [...(tls ? [] : ['TLS (kafka.tls)']), ...(sasl ? [] : ['a password (kafka.sasl)'])]
  if (asked.length === 0) return 'Is Kafka behind this port, and does the port ask for TLS and a password?'
  return `Is Kafka behind this port? It may ask for ${asked.join(' or ')}.`
}
