// ListOffsets (2), v0–8. The offset of the end (-1; of committed messages where isolationLevel is 1), of the start
// (-2, and -4, the start of what is kept locally), of the newest timestamp (-3), or of the first message at or after a
// time; offset -1 where there is none.
// Left out: the check of leader epochs; v0 gives one offset, however many are asked for. For a time within a batch
// that is compressed other than by gzip, the first message of the batch is given.
import { offsetForTime, offsetOfNewest, type PartitionLog } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import type { listOffsets } from '../protocol/messages/list-offsets.js'
import type { Handler } from './handler.js'

type WantedPartition = RequestOf<typeof listOffsets>['topics'][number]['partitions'][number]
type PartitionAnswer = ResponseOf<typeof listOffsets>['topics'][number]['partitions'][number]

const latest = -1
const earliest = -2
const newestTimestamp = -3
const earliestLocal = -4
const readCommitted = 1

export const handleListOffsets: Handler<typeof listOffsets> = ({ topics, isolationLevel }, { cluster }) => ({
  topics: topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((wanted) => {
      return answerOne(wanted, cluster.topics.log(name, wanted.partitionIndex), isolationLevel)
    }),
  })),
})

function answerOne(wanted: WantedPartition, log: PartitionLog | undefined, isolationLevel: number): PartitionAnswer {
  const { partitionIndex, timestamp } = wanted
  if (log === undefined) return { partitionIndex, errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION }
  if (timestamp < earliestLocal) return { partitionIndex, errorCode: errorCodes.INVALID_REQUEST }
  const found = find(log, timestamp, isolationLevel)
  if (found === undefined) return { partitionIndex, errorCode: errorCodes.NONE, oldStyleOffsets: [] }
  return { partitionIndex, errorCode: errorCodes.NONE, oldStyleOffsets: [found.offset], ...found, leaderEpoch: 0 }
}

function find(log: PartitionLog, timestamp: number, isolationLevel: number) {
  switch (timestamp) {
    case latest:
      return { offset: isolationLevel === readCommitted ? log.lastStableOffset : log.highWatermark }
    case earliest:
    case earliestLocal:
      return { offset: log.logStartOffset }
    case newestTimestamp:
      return offsetOfNewest(log)
    default:
      return offsetForTime(log, timestamp)
  }
}
