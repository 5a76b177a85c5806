// Metadata (3), v0–12. Brokers, topics and their partitions.
//   v1 rack, controller   v2 clusterId   v3 throttleTimeMs   v4 allowAutoTopicCreation   v5 offlineReplicas
//   v7 leaderEpoch   v8 authorized operations   v9 flexible   v10 topicId   v11 without the cluster's operations
import { api } from '../api.js'
import {
  array,
  between,
  boolean,
  field,
  int16,
  int32,
  nullableArray,
  nullableString,
  orElse,
  since,
  string,
  struct,
  uuid,
} from '../schema.js'

/** The protocol's "not asked for" of authorized operations. */
const notAskedFor = -0x80000000

export const metadata = api({
  key: 3,
  name: 'Metadata',
  versions: [0, 12],
  flexibleFrom: 9,
  request: struct(
    field('topics', nullableArray(struct(since(10, 'topicId', uuid), field('name', nullableString)))),
    since(4, 'allowAutoTopicCreation', orElse(boolean, true)),
    between([8, 10], 'includeClusterAuthorizedOperations', boolean),
    since(8, 'includeTopicAuthorizedOperations', boolean),
  ),
  response: struct(
    since(3, 'throttleTimeMs', int32),
    field(
      'brokers',
      array(
        struct(field('nodeId', int32), field('host', string), field('port', int32), since(1, 'rack', nullableString)),
      ),
    ),
    since(2, 'clusterId', nullableString),
    since(1, 'controllerId', int32),
    field(
      'topics',
      array(
        struct(
          field('errorCode', int16),
          field('name', nullableString),
          since(10, 'topicId', uuid),
          since(1, 'isInternal', boolean),
          field(
            'partitions',
            array(
              struct(
                field('errorCode', int16),
                field('partitionIndex', int32),
                field('leaderId', int32),
                since(7, 'leaderEpoch', int32),
                field('replicaNodes', array(int32)),
                field('isrNodes', array(int32)),
                since(5, 'offlineReplicas', array(int32)),
              ),
            ),
          ),
          since(8, 'topicAuthorizedOperations', orElse(int32, notAskedFor)),
        ),
      ),
    ),
    between([8, 10], 'clusterAuthorizedOperations', orElse(int32, notAskedFor)),
  ),
})
