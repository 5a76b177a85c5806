// InitProducerId (22), v0–4. A fresh id, with epoch 0, for an idempotent producer.
// Left out: transactions (INVALID_REQUEST for a transactional id), the raising of an epoch held so far (v3+): the
// producer gets a fresh id instead, as from a real broker.
import { errorCodes } from '../protocol/index.js'
import type { initProducerId } from '../protocol/messages/init-producer-id.js'
import type { Handler } from './handler.js'

export const handleInitProducerId: Handler<typeof initProducerId> = ({ transactionalId }, { cluster }) => {
  if (transactionalId !== null) {
    return { throttleTimeMs: 0, errorCode: errorCodes.INVALID_REQUEST, producerId: -1, producerEpoch: -1 }
  }
  return { throttleTimeMs: 0, errorCode: errorCodes.NONE, producerId: cluster.nextProducerId(), producerEpoch: 0 }
}
