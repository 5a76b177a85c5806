// What one partition remembers of the idempotent producers that write to it, to drop repeats and to notice gaps.
// Source: KIP-98. It hands out no producer ids.
import { type ErrorCode, errorCodes } from '../protocol/index.js'
import type { BatchHeader } from './record-batch.js'

/** A batch that lies in the log already. */
export interface KeptBatch {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly baseOffset: number
  /** -1 where the topic keeps the producer's timestamps. */
  readonly logAppendTimeMs: number
}

/** What is to be done with a batch. */
export type SequenceJudgement =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly of: KeptBatch }
  | { readonly kind: 'refuse'; readonly errorCode: ErrorCode; readonly errorMessage: string }

interface ProducerState {
  readonly epoch: number
  /** Newest last; at most `rememberedBatches`. */
  readonly batches: readonly KeptBatch[]
}

/** As many as a producer may have under way at once. */
const rememberedBatches = 5
const sequences = 2 ** 31

/** The sequence numbers of one partition, by producer. */
export class ProducerStates {
  readonly #states = new Map<number, ProducerState>()

  judge(header: BatchHeader): SequenceJudgement {
    const state = this.#states.get(header.producerId)
    if (header.producerId < 0 || state === undefined) return { kind: 'append' }
    if (header.producerEpoch < state.epoch) {
      const found = `Producer ${header.producerId} sends with epoch ${header.producerEpoch} after epoch ${state.epoch}.`
      return { kind: 'refuse', errorCode: errorCodes.INVALID_PRODUCER_EPOCH, errorMessage: found }
    }
    if (header.producerEpoch > state.epoch) return expectSequence(header, 0)
    const last = lastSequenceOf(header)
    const duplicate = state.batches.find((kept) => {
      return kept.firstSequence === header.baseSequence && kept.lastSequence === last
    })
    if (duplicate !== undefined) return { kind: 'duplicate', of: duplicate }
    return expectSequence(header, ((state.batches.at(-1)?.lastSequence ?? -1) + 1) % sequences)
  }

  remember(header: BatchHeader, where: { readonly baseOffset: number; readonly logAppendTimeMs: number }): void {
    if (header.producerId < 0) return
    const state = this.#states.get(header.producerId)
    const earlier = state?.epoch === header.producerEpoch ? state.batches : []
    const batch = { ...where, firstSequence: header.baseSequence, lastSequence: lastSequenceOf(header) }
    const batches = [...earlier, batch].slice(-rememberedBatches)
    this.#states.set(header.producerId, { epoch: header.producerEpoch, batches })
  }
}

function lastSequenceOf(header: BatchHeader): number {
  return (header.baseSequence + header.lastOffsetDelta) % sequences
}

function expectSequence(header: BatchHeader, expected: number): SequenceJudgement {
  if (header.baseSequence === expected) return { kind: 'append' }
  const found = `Producer ${header.producerId} sends sequence ${header.baseSequence}; ${expected} is the next.`
  return { kind: 'refuse', errorCode: errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER, errorMessage: found }
}
