// Rows of a table whose path leads nowhere: not in what the contract describes, and not in any message that came. Such a
// row fits no message, or every one, whatever the service does. Whether a row can be fulfilled at all is asked elsewhere.

import { type PlaceOfPath, placeInMessages } from '../contract/index.js'
import type { Message } from '../kafka/index.js'
import { isPlainObject, joinPath, lookUp, match, type PathRow, parsePath } from '../match/index.js'
import { KataError, nearest } from '../shared/index.js'
import { type Expectation, listed } from '../verdict/index.js'
import { channelOf } from './topics.js'
import type { KataWorld } from './world.js'

/** What a step asked for, and the messages on which its answer rests. */
export interface Asked {
  readonly topic: string
  readonly expectation: Expectation
  readonly messages: readonly Message[]
}

/**
 * Refuses the rows that want something at a path which no message that keeps the contract can have, and none that came has.
 *
 * @throws KataError PATH_INVALID
 */
export function refuseMisspelt(world: KataWorld, asked: Asked): void {
  for (const { path, place } of unseenPaths(world, asked, wantsSomething)) {
    if (place.kind === 'unplaced') throw leadsNowhere(world, asked, { path, place })
  }
}

/**
 * The same for the rows that want nothing there, such as `#notpresent`, where the contract has a name that is near.
 *
 * @throws KataError PATH_INVALID
 */
export function refuseMisspeltAbsence(world: KataWorld, asked: Asked): void {
  const wantsNothing = (row: PathRow) => !wantsSomething(row)
  for (const { path } of (asked.expectation.rows ?? []).filter(wantsNothing)) refuseOtherCase(asked, path)
  for (const { path, place } of unseenPaths(world, asked, wantsNothing)) {
    const near = nearest(place.known, String(place.step))
    if (place.kind === 'unplaced' && near.length > 0) throw leadsNowhere(world, asked, { path, place })
  }
}

/** The header whose name is the same but for its letter case. */
export function headerInOtherCase(headers: Message['headers'], name: string): string | undefined {
  const lower = name.toLowerCase()
  return Object.keys(headers).find((header) => header !== name && header.toLowerCase() === lower)
}

/** A header that is there in other letters is not absent as the row means it. */
function refuseOtherCase({ topic, messages }: Asked, path: string): void {
  const [root, name] = parsePath(path)
  if (root !== 'headers' || name === undefined) return
  const other = messages
    .filter((message) => lookUp(message, path) === undefined)
    .map(({ headers }) => headerInOtherCase(headers, String(name)))
    .find((found) => found !== undefined)
  if (other === undefined) return
  throw new KataError('PATH_INVALID', {
    couldNot: `That a message on "${topic}" has no header "${name}" proves nothing.`,
    found: `It has the header "${other}": only the letter case differs.`,
    todo: `Write \`${joinPath('headers', other)}\`.`,
    facts: { path, topic, near: [other] },
  })
}

/** Leaves in the evidence, and with near names in the summary too, which paths of a proved absence nothing ever had. */
export function noteUnseen(world: KataWorld, asked: Asked): void {
  const { topic, messages } = asked
  for (const { path, place } of unseenPaths(world, asked, wantsSomething)) {
    const note = `no message seen had \`${path}\`, and no contract describes it`
    world.notes.set(topic, [...new Set([...(world.notes.get(topic) ?? []), note])])
    const near = nearest([...place.known, ...keysAt(messages, place.at)], String(place.step))
    if (near.length === 0) continue
    world.worker.warn(
      `"${world.stepText}" proves little: no contract describes \`${path}\` on "${topic}", and no message had it. Near: ${near.join(', ')}.`,
    )
  }
}

interface UnseenPath {
  readonly path: string
  readonly place: Exclude<PlaceOfPath, 'described'>
}

function unseenPaths(
  world: KataWorld,
  { topic, expectation, messages }: Asked,
  isMeant: (row: PathRow) => boolean,
): readonly UnseenPath[] {
  const channel = channelOf(world, topic) ?? { messages: [] }
  return (expectation.rows ?? []).filter(isMeant).flatMap(({ path }) => {
    const place = placeInMessages(channel, path)
    if (place === 'described' || messages.some((message) => lookUp(message, path) !== undefined)) return []
    return [{ path, place }]
  })
}

function wantsSomething({ expected }: PathRow): boolean {
  return match(undefined, expected).length > 0
}

/** The keys that the messages have where a path breaks off. */
function keysAt(messages: readonly Message[], at: string): readonly string[] {
  return messages.slice(0, 100).flatMap((message) => {
    const value = lookUp(message, at)
    return isPlainObject(value) ? Object.keys(value).slice(0, 100) : []
  })
}

function leadsNowhere(world: KataWorld, { topic, messages }: Asked, { path, place }: UnseenPath): KataError {
  const { at, step, known } = place
  const near = nearest(known, String(step))
  const names = near.length > 0 ? `Near: ${near.join(', ')}.` : `There are: ${listed(known)}.`
  const missing = step === '' ? `forbids \`${at}\`` : `has no \`${joinPath(at, step)}\``
  const seen = messages.length === 0 ? 'No message came.' : 'None of the messages that came had it either.'
  return new KataError('PATH_INVALID', {
    couldNot: `The path \`${path}\` leads nowhere in a message on "${topic}".`,
    found: [
      `The contract "${channelOf(world, topic)?.name}" ${missing}. ${seen}`,
      ...(known.length === 0 ? [] : [names]),
    ].join('\n'),
    todo: 'Correct the path; if messages may have it, the contract in schemas/ has to say so.',
    facts: { path, topic, near },
  })
}
