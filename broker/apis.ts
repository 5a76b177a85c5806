// Everything the broker serves, in the order of the keys: a description of the bytes and the function that answers.
// ApiVersions tells this table to clients, so what is not in it does not exist for them.
import { handleApiVersions } from './handlers/api-versions.js'
import { handleCreateTopics } from './handlers/create-topics.js'
import { handleDeleteGroups } from './handlers/delete-groups.js'
import { handleDeleteTopics } from './handlers/delete-topics.js'
import { handleDescribeConfigs } from './handlers/describe-configs.js'
import { handleDescribeGroups } from './handlers/describe-groups.js'
import { handleFetch } from './handlers/fetch.js'
import { handleFindCoordinator } from './handlers/find-coordinator.js'
import type { Handler } from './handlers/handler.js'
import { handleHeartbeat } from './handlers/heartbeat.js'
import { handleInitProducerId } from './handlers/init-producer-id.js'
import { handleJoinGroup } from './handlers/join-group.js'
import { handleLeaveGroup } from './handlers/leave-group.js'
import { handleListGroups } from './handlers/list-groups.js'
import { handleListOffsets } from './handlers/list-offsets.js'
import { handleMetadata } from './handlers/metadata.js'
import { handleOffsetCommit } from './handlers/offset-commit.js'
import { handleOffsetFetch } from './handlers/offset-fetch.js'
import { handleProduce } from './handlers/produce.js'
import { handleSyncGroup } from './handlers/sync-group.js'
import { type Api, type Codec, codecPerVersion, type RequestOf, type ResponseOf } from './protocol/index.js'
import { apiVersions } from './protocol/messages/api-versions.js'
import { createTopics } from './protocol/messages/create-topics.js'
import { deleteGroups } from './protocol/messages/delete-groups.js'
import { deleteTopics } from './protocol/messages/delete-topics.js'
import { describeConfigs } from './protocol/messages/describe-configs.js'
import { describeGroups } from './protocol/messages/describe-groups.js'
import { fetch } from './protocol/messages/fetch.js'
import { findCoordinator } from './protocol/messages/find-coordinator.js'
import { heartbeat } from './protocol/messages/heartbeat.js'
import { initProducerId } from './protocol/messages/init-producer-id.js'
import { joinGroup } from './protocol/messages/join-group.js'
import { leaveGroup } from './protocol/messages/leave-group.js'
import { listGroups } from './protocol/messages/list-groups.js'
import { listOffsets } from './protocol/messages/list-offsets.js'
import { metadata } from './protocol/messages/metadata.js'
import { offsetCommit } from './protocol/messages/offset-commit.js'
import { offsetFetch } from './protocol/messages/offset-fetch.js'
import { produce } from './protocol/messages/produce.js'
import { syncGroup } from './protocol/messages/sync-group.js'

/** One API with its codecs and its handler; the types of its messages are of no more interest here. */
export interface ServedApi {
  readonly api: Api
  readonly handle: Handler<Api>
  /** Codecs of the request, by version. */
  readonly request: (version: number) => Codec<unknown, unknown>
  /** Codecs of the response, by version. */
  readonly response: (version: number) => Codec<unknown, unknown>
}

export const apis: readonly ServedApi[] = [
  serve(produce, handleProduce),
  serve(fetch, handleFetch),
  serve(listOffsets, handleListOffsets),
  serve(metadata, handleMetadata),
  serve(offsetCommit, handleOffsetCommit),
  serve(offsetFetch, handleOffsetFetch),
  serve(findCoordinator, handleFindCoordinator),
  serve(joinGroup, handleJoinGroup),
  serve(heartbeat, handleHeartbeat),
  serve(leaveGroup, handleLeaveGroup),
  serve(syncGroup, handleSyncGroup),
  serve(describeGroups, handleDescribeGroups),
  serve(listGroups, handleListGroups),
  serve(apiVersions, handleApiVersions),
  serve(createTopics, handleCreateTopics),
  serve(deleteTopics, handleDeleteTopics),
  serve(initProducerId, handleInitProducerId),
  serve(describeConfigs, handleDescribeConfigs),
  serve(deleteGroups, handleDeleteGroups),
]

function serve<A extends Api>(api: A, handle: Handler<A>): ServedApi {
  return {
    api,
    // The codec of the same description makes the request, so its type is the handler's.
    handle: (request, call) => handle(request as RequestOf<A>, call) as ResponseOf<A>,
    request: codecPerVersion(api, api.request),
    response: codecPerVersion(api, api.response),
  }
}
