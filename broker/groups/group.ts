// One consumer group with the classic protocol: its state, its timers, and the moves from state to state.
// Which request leads to which move is said in join.ts, sync.ts and leave.ts. Source: KIP-62, KIP-134, KIP-345, KIP-394.
import type { Clock } from '../clock.js'
import { errorCodes } from '../protocol/index.js'
import { type JoinAnswer, joinError, type Member, metadataFor, noBytes, type SyncAnswer, syncError } from './member.js'
import { Membership } from './membership.js'
import { PendingIds } from './pending-ids.js'

/** Spelled as ListGroups and DescribeGroups show it. */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable'

/** One move of a group, and why it was made. */
export interface StateChange {
  readonly atMs: number
  readonly from: GroupState
  readonly to: GroupState
  readonly generationId: number
  readonly reason: string
}

export interface GroupOptions {
  readonly clock: Clock
  /** How long the first rebalance of an empty group waits for more members. */
  readonly initialRebalanceDelayMs: number
}

/** A new member cannot send heartbeats; this long its first join may last. */
const newMemberTimeoutMs = 300_000
/** The history is for people who look into a test, not an archive. */
const keptChanges = 100

export class Group {
  readonly groupId: string
  readonly members = new Membership()
  readonly #options: GroupOptions
  readonly #changes: StateChange[] = []
  readonly #pendingIds: PendingIds
  readonly #pendingSyncs = new Set<Member>()
  #state: GroupState = 'Empty'
  #generationId = 0
  #protocolType: string | undefined
  #protocolName: string | null = null
  #cancelJoinTimer = (): void => {}
  #cancelSyncTimer = (): void => {}
  /** Set while an empty group gathers its first members. */
  #gathering: { newcomer: boolean } | undefined

  constructor(groupId: string, options: GroupOptions) {
    this.groupId = groupId
    this.#options = options
    this.#pendingIds = new PendingIds(options.clock)
  }

  get state(): GroupState {
    return this.#state
  }

  get generationId(): number {
    return this.#generationId
  }

  /** "consumer" for consumers; undefined as long as nobody has joined. */
  get protocolType(): string | undefined {
    return this.#protocolType
  }

  get protocolName(): string | null {
    return this.#protocolName
  }

  /** Newest last. */
  get changes(): readonly StateChange[] {
    return this.#changes
  }

  hasPendingId(memberId: string): boolean {
    return this.#pendingIds.has(memberId)
  }

  /** Keeps a place for somebody who has just got an id, for as long as a session lasts. */
  addPendingId(memberId: string, sessionTimeoutMs: number): void {
    this.#pendingIds.add(memberId, sessionTimeoutMs, () => {
      this.dropPendingId(memberId, `the new member id ${memberId} was not used in time`)
    })
  }

  dropPendingId(memberId: string, reason: string): void {
    this.#pendingIds.remove(memberId)
    this.completeJoinIfAllAreThere(reason)
  }

  addMember(member: Member, protocolType: string): void {
    if (this.members.size === 0) this.#protocolType = protocolType
    this.#pendingIds.remove(member.memberId)
    this.members.add(member)
    if (this.#gathering !== undefined) this.#gathering.newcomer = true
    this.#startSession(member, newMemberTimeoutMs)
  }

  /** Takes a member out; what it waits for is answered with UNKNOWN_MEMBER_ID. */
  removeMember(member: Member, reason: string): void {
    this.#takeOut(member)
    this.requestRebalance(reason)
  }

  /** Puts a static member's new self in the place of its old one, which is told that it is fenced. */
  replaceMember(old: Member, next: Member): void {
    old.cancelSession()
    this.expectNoSync(old)
    this.members.replace(old, next)
    this.answerJoin(old, joinError(errorCodes.FENCED_INSTANCE_ID, old.memberId))
    this.answerSync(old, syncError(errorCodes.FENCED_INSTANCE_ID))
    this.touch(next)
  }

  /** Starts the member's session anew: whoever is heard of within the session timeout stays. */
  touch(member: Member): void {
    this.#startSession(member, member.sessionTimeoutMs)
  }

  /** Has every member rejoin; where they are at it already, looks whether all are there. */
  requestRebalance(reason: string): void {
    if (this.#state === 'PreparingRebalance') this.completeJoinIfAllAreThere(reason)
    else this.#prepareRebalance(reason)
  }

  #prepareRebalance(reason: string): void {
    for (const member of this.members.all()) {
      member.assignment = noBytes
      this.answerSync(member, syncError(errorCodes.REBALANCE_IN_PROGRESS))
    }
    this.#endSyncPhase()
    const wasEmpty = this.#state === 'Empty'
    this.#move('PreparingRebalance', reason)
    if (wasEmpty && this.#options.initialRebalanceDelayMs > 0) this.#gather(this.members.rebalanceTimeoutMs, reason)
    else if (wasEmpty || this.#allAreThere()) this.#completeJoin(reason)
    else this.#limitJoin()
  }

  completeJoinIfAllAreThere(reason: string): void {
    const complete = this.#state === 'PreparingRebalance' && this.#gathering === undefined && this.#allAreThere()
    if (complete) this.#completeJoin(reason)
  }

  /** The leader's assignments, by member id; a member without one gets no bytes. */
  assign(assignments: ReadonlyMap<string, Buffer>, reason: string): void {
    for (const member of this.members.all()) member.assignment = assignments.get(member.memberId) ?? noBytes
    this.#move('Stable', reason)
    for (const member of this.members.all()) {
      if (member.parkedSync === undefined) continue
      this.answerSync(member, this.assignmentOf(member))
      this.touch(member)
    }
  }

  /** The member has asked for its assignment, or has gone; those of whom a SyncGroup is expected in vain are put out. */
  expectNoSync(member: Member): void {
    this.#pendingSyncs.delete(member)
    if (this.#pendingSyncs.size === 0) this.#cancelSyncTimer()
  }

  assignmentOf(member: Member): SyncAnswer {
    const { assignment } = member
    const protocolType = this.#protocolType ?? null
    return { errorCode: errorCodes.NONE, protocolType, protocolName: this.#protocolName, assignment }
  }

  /** What a member is told of the current generation. */
  generationFor(member: Member): JoinAnswer {
    const leaderId = this.members.leaderId ?? ''
    return {
      errorCode: errorCodes.NONE,
      generationId: this.#generationId,
      protocolType: this.#protocolType ?? null,
      protocolName: this.#protocolName,
      leaderId,
      memberId: member.memberId,
      skipAssignment: false,
      members: member.memberId === leaderId ? this.#memberList() : [],
    }
  }

  answerJoin(member: Member, answer: JoinAnswer): void {
    const parked = member.parkedJoin
    member.parkedJoin = undefined
    parked?.(answer)
  }

  answerSync(member: Member, answer: SyncAnswer): void {
    const parked = member.parkedSync
    member.parkedSync = undefined
    parked?.(answer)
  }

  /** Ends all timers. What is parked stays unanswered: the sockets go as well. */
  close(): void {
    this.#pendingIds.close()
    for (const member of this.members.all()) member.cancelSession()
    this.#cancelJoinTimer()
    this.#cancelSyncTimer()
  }

  #memberList(): JoinAnswer['members'] {
    return this.members.all().map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      metadata: metadataFor(member, this.#protocolName),
    }))
  }

  #allAreThere(): boolean {
    return this.#pendingIds.size === 0 && this.members.all().every((member) => member.parkedJoin !== undefined)
  }

  /** Waits for more members, and again as long as some came, but never longer than the rebalance timeout. */
  #gather(remainingMs: number, reason: string): void {
    const delayMs = Math.min(this.#options.initialRebalanceDelayMs, remainingMs)
    const gathering = { newcomer: false }
    this.#gathering = gathering
    this.#cancelJoinTimer = this.#options.clock.after(delayMs, () => {
      if (gathering.newcomer && remainingMs > delayMs) this.#gather(remainingMs - delayMs, reason)
      else this.#completeJoin(reason)
    })
  }

  #limitJoin(): void {
    this.#cancelJoinTimer()
    this.#cancelJoinTimer = this.#options.clock.after(this.members.rebalanceTimeoutMs, () => {
      this.#completeJoin('the time for rejoining is over')
    })
  }

  #completeJoin(reason: string): void {
    this.#cancelJoinTimer()
    this.#gathering = undefined
    for (const member of this.members.all()) {
      if (member.parkedJoin === undefined && member.instanceId === null) this.#takeOut(member)
    }
    if (this.members.size > 0 && !this.members.electLeader()) {
      this.#limitJoin()
      return
    }
    this.#generationId += 1
    this.#protocolName = this.members.vote()
    this.#move(this.members.size === 0 ? 'Empty' : 'CompletingRebalance', reason)
    for (const member of this.members.all()) this.#pendingSyncs.add(member)
    if (this.members.size > 0) this.#limitSync()
    for (const member of this.members.all()) this.#announceGeneration(member)
  }

  #announceGeneration(member: Member): void {
    if (member.parkedJoin === undefined) return
    member.isNew = false
    this.touch(member)
    this.answerJoin(member, this.generationFor(member))
  }

  #limitSync(): void {
    this.#cancelSyncTimer = this.#options.clock.after(this.members.rebalanceTimeoutMs, () => {
      const late = [...this.#pendingSyncs]
      for (const member of late) this.#takeOut(member)
      const names = late.map(({ memberId }) => memberId).join(', ')
      this.#prepareRebalance(`no SyncGroup came in time from ${names}`)
    })
  }

  #endSyncPhase(): void {
    this.#pendingSyncs.clear()
    this.#cancelSyncTimer()
  }

  #startSession(member: Member, timeoutMs: number): void {
    member.cancelSession()
    member.cancelSession = this.#options.clock.after(timeoutMs, () => {
      const waits = member.parkedJoin !== undefined || member.parkedSync !== undefined
      if (waits && !member.isNew) return
      this.removeMember(member, `the session of ${member.memberId} timed out`)
    })
  }

  #takeOut(member: Member): void {
    member.cancelSession()
    this.expectNoSync(member)
    this.members.remove(member)
    this.answerJoin(member, joinError(errorCodes.UNKNOWN_MEMBER_ID, member.memberId))
    this.answerSync(member, syncError(errorCodes.UNKNOWN_MEMBER_ID))
  }

  #move(to: GroupState, reason: string): void {
    const change = { atMs: this.#options.clock.now(), from: this.#state, to, generationId: this.#generationId, reason }
    this.#changes.push(change)
    if (this.#changes.length > keptChanges) this.#changes.shift()
    this.#state = to
  }
}
