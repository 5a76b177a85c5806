// All consumer groups of the broker: finds the group that a request is about, and answers where there is none.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import { Group, type GroupOptions } from './group.js'
import { join } from './join.js'
import { type JoinAnswer, type JoinRequest, joinError, type SyncAnswer, syncError } from './member.js'
import { Offsets } from './offsets.js'
import { heartbeat, type Leaver, leave, mayCommit, type Sender } from './presence.js'
import { type SyncRequest, sync } from './sync.js'

/** A group together with what it has committed. */
interface Entry {
  readonly group: Group
  readonly offsets: Offsets
}

const minSessionTimeoutMs = 6_000
const maxSessionTimeoutMs = 1_800_000

export class GroupCoordinator {
  readonly #entries = new Map<string, Entry>()
  readonly #options: GroupOptions

  constructor(options: GroupOptions) {
    this.#options = options
  }

  /** In the order of their creation. */
  all(): readonly Group[] {
    return [...this.#entries.values()].map(({ group }) => group)
  }

  get(groupId: string): Group | undefined {
    return this.#entries.get(groupId)?.group
  }

  /** `answer` is called once: at once, or when the group is complete. */
  join(request: JoinRequest, answer: (answer: JoinAnswer) => void): void {
    const { groupId, memberId, sessionTimeoutMs } = request
    const outOfRange = sessionTimeoutMs < minSessionTimeoutMs || sessionTimeoutMs > maxSessionTimeoutMs
    if (groupId === '') answer(joinError(errorCodes.INVALID_GROUP_ID, memberId))
    else if (outOfRange) answer(joinError(errorCodes.INVALID_SESSION_TIMEOUT, memberId))
    else if (memberId !== '' && !this.#entries.has(groupId)) answer(joinError(errorCodes.UNKNOWN_MEMBER_ID, memberId))
    else join(this.#enter(groupId).group, request, answer)
  }

  /** `answer` is called once: at once, or when the leader has assigned. */
  sync(request: SyncRequest, answer: (answer: SyncAnswer) => void): void {
    const group = this.get(request.groupId)
    if (group === undefined) answer(syncError(missingGroup(request.groupId)))
    else sync(group, request, answer)
  }

  heartbeat(groupId: string, sender: Sender): ErrorCode {
    const group = this.get(groupId)
    return group === undefined ? missingGroup(groupId) : heartbeat(group, sender)
  }

  leave(groupId: string, leaver: Leaver): ErrorCode {
    const group = this.get(groupId)
    return group === undefined ? missingGroup(groupId) : leave(group, leaver)
  }

  /** Where the sender may write its positions, or the error for all of them. */
  offsetsToCommit(groupId: string, sender: Sender): Offsets | ErrorCode {
    if (groupId === '') return errorCodes.INVALID_GROUP_ID
    const entry = this.#entries.get(groupId)
    if (entry === undefined) {
      return sender.generationId < 0 ? this.#enter(groupId).offsets : errorCodes.ILLEGAL_GENERATION
    }
    const errorCode = mayCommit(entry.group, sender)
    return errorCode === errorCodes.NONE ? entry.offsets : errorCode
  }

  offsets(groupId: string): Offsets | undefined {
    return this.#entries.get(groupId)?.offsets
  }

  delete(groupId: string): ErrorCode {
    const group = this.get(groupId)
    if (group === undefined) return errorCodes.GROUP_ID_NOT_FOUND
    if (group.state !== 'Empty') return errorCodes.NON_EMPTY_GROUP
    group.close()
    this.#entries.delete(groupId)
    return errorCodes.NONE
  }

  forgetTopic(topic: string): void {
    for (const { offsets } of this.#entries.values()) offsets.forgetTopic(topic)
  }

  close(): void {
    for (const { group } of this.#entries.values()) group.close()
  }

  #enter(groupId: string): Entry {
    const known = this.#entries.get(groupId)
    if (known !== undefined) return known
    const entry: Entry = { group: new Group(groupId, this.#options), offsets: new Offsets() }
    this.#entries.set(groupId, entry)
    return entry
  }
}

function missingGroup(groupId: string): ErrorCode {
  return groupId === '' ? errorCodes.INVALID_GROUP_ID : errorCodes.UNKNOWN_MEMBER_ID
}
