// FindCoordinator (10), v0–4. The one node looks after every group.
// Left out: transactions and share groups (INVALID_REQUEST with a text).
import { errorCodes } from '../protocol/index.js'
import type { findCoordinator } from '../protocol/messages/find-coordinator.js'
import type { Handler } from './handler.js'

const groupKeyType = 0

export const handleFindCoordinator: Handler<typeof findCoordinator> = (request, { cluster: { node } }) => {
  const isGroup = request.keyType === groupKeyType
  const answer = isGroup
    ? { ...node, errorCode: errorCodes.NONE, errorMessage: null }
    : { ...nowhere, errorCode: errorCodes.INVALID_REQUEST, errorMessage: 'This broker has no transactions.' }
  return { ...answer, coordinators: request.coordinatorKeys.map((key) => ({ key, ...answer })) }
}

const nowhere = { nodeId: -1, host: '', port: -1 }
