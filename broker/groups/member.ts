// One member of a consumer group, as plain data. Its timers and its moves are the group's business.
import type { ErrorCode } from '../protocol/index.js'

/** A way of assigning partitions that a member knows, with what it has to tell the leader about itself. */
export interface Protocol {
  readonly name: string
  /** Opaque: only members read it. */
  readonly metadata: Buffer
}

/** Who asks to be a member. */
export interface JoinRequest {
  readonly groupId: string
  /** Empty for somebody new. */
  readonly memberId: string
  /** Set for a static member (KIP-345). */
  readonly instanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly sessionTimeoutMs: number
  readonly rebalanceTimeoutMs: number
  readonly protocolType: string
  /** Best first. */
  readonly protocols: readonly Protocol[]
  readonly reason: string | null
  /** True: a new dynamic member first gets an id, and joins with it (KIP-394). */
  readonly idFirst: boolean
  /** True: the client understands `skipAssignment` (KIP-814). */
  readonly canSkipAssignment: boolean
}

export interface JoinAnswer {
  readonly errorCode: ErrorCode
  readonly generationId: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly leaderId: string
  readonly memberId: string
  readonly skipAssignment: boolean
  /** All members for the leader, nobody for the others. */
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly metadata: Buffer
  }[]
}

export interface SyncAnswer {
  readonly errorCode: ErrorCode
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignment: Buffer
}

export interface Member {
  readonly memberId: string
  readonly instanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  protocols: readonly Protocol[]
  /** Opaque: the leader's bytes for this member. */
  assignment: Buffer
  /** True until its first join is answered: it does not know its id yet and cannot send heartbeats. */
  isNew: boolean
  /** Set while a JoinGroup of this member waits for the others. */
  parkedJoin: ((answer: JoinAnswer) => void) | undefined
  /** Set while a SyncGroup of this member waits for the leader. */
  parkedSync: ((answer: SyncAnswer) => void) | undefined
  cancelSession: () => void
}

export const noBytes: Buffer = Buffer.alloc(0)

export function createMember(memberId: string, request: JoinRequest): Member {
  return {
    memberId,
    instanceId: request.instanceId,
    clientId: request.clientId,
    clientHost: request.clientHost,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    protocols: copyProtocols(request.protocols),
    assignment: noBytes,
    isNew: true,
    parkedJoin: undefined,
    parkedSync: undefined,
    cancelSession: () => {},
  }
}

/** Takes over what a member that joins again tells about itself. */
export function updateMember(member: Member, request: JoinRequest): void {
  member.sessionTimeoutMs = request.sessionTimeoutMs
  member.rebalanceTimeoutMs = request.rebalanceTimeoutMs
  member.protocols = copyProtocols(request.protocols)
}

/** True when the member has told exactly this about itself before. */
export function hasProtocols(member: Member, protocols: readonly Protocol[]): boolean {
  if (member.protocols.length !== protocols.length) return false
  return member.protocols.every((known, index) => {
    const other = protocols[index]
    return other !== undefined && known.name === other.name && known.metadata.equals(other.metadata)
  })
}

export function metadataFor(member: Member, protocolName: string | null): Buffer {
  return member.protocols.find(({ name }) => name === protocolName)?.metadata ?? noBytes
}

export function joinError(errorCode: ErrorCode, memberId: string): JoinAnswer {
  return {
    errorCode,
    memberId,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leaderId: '',
    skipAssignment: false,
    members: [],
  }
}

export function syncError(errorCode: ErrorCode): SyncAnswer {
  return { errorCode, protocolType: null, protocolName: null, assignment: noBytes }
}

/** What is kept longer than its request must not hold on to the request's bytes. */
function copyProtocols(protocols: readonly Protocol[]): readonly Protocol[] {
  return protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
}
