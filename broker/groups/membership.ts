// Who is in a group: members by id, static members by instance, the leader, the vote. It knows no states and no timers.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import type { Member, Protocol } from './member.js'

export class Membership {
  readonly #members = new Map<string, Member>()
  readonly #memberIdOfInstance = new Map<string, string>()
  #leaderId: string | undefined

  get size(): number {
    return this.#members.size
  }

  get leaderId(): string | undefined {
    return this.#leaderId
  }

  /** Longest time that a member may take to rejoin, in milliseconds. */
  get rebalanceTimeoutMs(): number {
    return Math.max(0, ...this.all().map((member) => member.rebalanceTimeoutMs))
  }

  /** In the order in which they came. */
  all(): readonly Member[] {
    return [...this.#members.values()]
  }

  get(memberId: string): Member | undefined {
    return this.#members.get(memberId)
  }

  memberIdOf(instanceId: string): string | undefined {
    return this.#memberIdOfInstance.get(instanceId)
  }

  /** The first one leads. */
  add(member: Member): void {
    this.#members.set(member.memberId, member)
    if (member.instanceId !== null) this.#memberIdOfInstance.set(member.instanceId, member.memberId)
    this.#leaderId ??= member.memberId
  }

  remove(member: Member): void {
    this.#members.delete(member.memberId)
    if (member.instanceId !== null) this.#memberIdOfInstance.delete(member.instanceId)
    if (this.#leaderId === member.memberId) this.#leaderId = this.all()[0]?.memberId
  }

  /** Puts a static member's new self in the place of the old one, leadership included. */
  replace(old: Member, next: Member): void {
    const wasLeader = this.#leaderId === old.memberId
    this.#members.delete(old.memberId)
    this.#members.set(next.memberId, next)
    if (next.instanceId !== null) this.#memberIdOfInstance.set(next.instanceId, next.memberId)
    if (wasLeader) this.#leaderId = next.memberId
  }

  /** The member, or the error for somebody who says to be it. */
  identify(memberId: string, instanceId: string | null): Member | ErrorCode {
    if (instanceId !== null) {
      const known = this.#memberIdOfInstance.get(instanceId)
      if (known === undefined) return errorCodes.UNKNOWN_MEMBER_ID
      if (known !== memberId) return errorCodes.FENCED_INSTANCE_ID
    }
    return this.#members.get(memberId) ?? errorCodes.UNKNOWN_MEMBER_ID
  }

  /** Keeps the leader if it has rejoined, and otherwise takes the first member that has; false when nobody has. */
  electLeader(): boolean {
    const leader = this.#leaderId === undefined ? undefined : this.#members.get(this.#leaderId)
    if (leader?.parkedJoin !== undefined) return true
    const next = this.all().find((member) => member.parkedJoin !== undefined)
    if (next === undefined) return false
    this.#leaderId = next.memberId
    return true
  }

  /** True when every member here knows at least one of these protocols. */
  supportsOneOf(protocols: readonly Protocol[]): boolean {
    const common = this.#commonProtocols()
    return protocols.some(({ name }) => common === undefined || common.has(name))
  }

  /** The protocol with the most votes: each member votes for the first of its own that all know. */
  vote(): string | null {
    const common = this.#commonProtocols()
    const votes = new Map<string, number>()
    for (const member of this.#members.values()) {
      const choice = member.protocols.find(({ name }) => common?.has(name))?.name
      if (choice !== undefined) votes.set(choice, (votes.get(choice) ?? 0) + 1)
    }
    const [winner] = [...votes].sort(([, one], [, other]) => other - one)
    return winner?.[0] ?? null
  }

  /** Undefined for "any", when there are no members. */
  #commonProtocols(): ReadonlySet<string> | undefined {
    const [first, ...others] = this.all().map((member) => new Set(member.protocols.map(({ name }) => name)))
    return first && new Set([...first].filter((name) => others.every((names) => names.has(name))))
  }
}
