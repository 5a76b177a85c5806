// The positions that one group has committed.

export interface CommittedOffset {
  readonly offset: number
  /** -1 where the client did not tell it. */
  readonly leaderEpoch: number
  readonly metadata: string
}

/** Positions by topic and partition; kept until the group or the topic is deleted. */
export class Offsets {
  readonly #byTopic = new Map<string, Map<number, CommittedOffset>>()

  commit(topic: string, partition: number, committed: CommittedOffset): void {
    const ofTopic = this.#byTopic.get(topic) ?? new Map<number, CommittedOffset>()
    this.#byTopic.set(topic, ofTopic.set(partition, committed))
  }

  get(topic: string, partition: number): CommittedOffset | undefined {
    return this.#byTopic.get(topic)?.get(partition)
  }

  /** Topics with the numbers of the partitions that have a position. */
  all(): readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] {
    return [...this.#byTopic].map(([name, ofTopic]) => ({ name, partitionIndexes: [...ofTopic.keys()] }))
  }

  forgetTopic(topic: string): void {
    this.#byTopic.delete(topic)
  }
}
