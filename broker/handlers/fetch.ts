// Fetch (1), v0–17. Whole record batches from the wanted offsets on. Answers at once when there is enough (minBytes) or
// anything is wrong, and otherwise waits until there is, or for maxWaitMs, which the broker may shorten.
// Left out: fetch sessions (the session id is always 0, so clients keep asking in full), aborted transactions, replicas,
// the check of leader epochs, and the message sets of v0–3 (UNSUPPORTED_FOR_MESSAGE_FORMAT).
import type { PartitionLog, Topic } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import { fetch } from '../protocol/messages/fetch.js'
import { type Call, Deferred, type Handler } from './handler.js'

type Request = RequestOf<typeof fetch>
type Response = ResponseOf<typeof fetch>
type WantedTopic = Request['topics'][number]
type WantedPartition = WantedTopic['partitions'][number]
type PartitionAnswer = Response['responses'][number]['partitions'][number]

const byTopicIdSince = 13
const readCommitted = 1

export const handleFetch: Handler<typeof fetch> = (request, call) => {
  const waitMs = Math.min(request.maxWaitMs, call.cluster.settings.maxFetchWaitMs)
  if (waitMs <= 0 || isReady(request, call)) return answer(request, call)
  return park(request, call, waitMs)
}

/** Waits for appends to any of the wanted logs. What is answered is read when it is answered. */
function park(request: Request, call: Call, waitMs: number): Deferred<Response> {
  const stops: (() => void)[] = []
  const stop = (): void => {
    for (const end of stops) end()
  }
  const deferred = new Deferred<Response>(stop)
  const finish = (): void => {
    stop()
    deferred.settle(answer(request, call))
  }
  const wake = (): void => {
    if (isReady(request, call)) finish()
  }
  for (const wanted of request.topics) {
    const topic = findTopic(wanted, call)
    for (const { partition } of wanted.partitions) {
      const log = topic?.partitions[partition]
      if (log !== undefined) stops.push(log.wait(wake))
    }
  }
  stops.push(call.cluster.settings.clock.after(waitMs, finish))
  return deferred
}

function isReady(request: Request, call: Call): boolean {
  let bytes = 0
  for (const wanted of request.topics) {
    const topic = findTopic(wanted, call)
    for (const partition of wanted.partitions) {
      const log = topic?.partitions[partition.partition]
      if (log === undefined || isOutOfRange(log, partition)) return true
      bytes += log.readableBytes(partition.fetchOffset, endFor(log, request))
    }
  }
  return bytes >= request.minBytes
}

function answer(request: Request, call: Call): Response {
  let bytesLeft = request.maxBytes
  let isEmpty = true
  const responses = request.topics.map((wanted) => {
    const topic = findTopic(wanted, call)
    const partitions = wanted.partitions.map((partition) => {
      const log = topic?.partitions[partition.partition]
      const error = errorFor(log, { topic, wanted: partition, version: call.version })
      if (log === undefined || error !== undefined) return refuse(partition, error ?? errorCodes.NONE, log)
      const records = log.read(partition.fetchOffset, {
        end: endFor(log, request),
        maxBytes: Math.max(0, Math.min(bytesLeft, partition.partitionMaxBytes)),
        atLeastOne: isEmpty,
      })
      for (const batch of records) bytesLeft -= batch.length
      if (records.length > 0) isEmpty = false
      return describe(partition, { log, request, records })
    })
    return { topic: wanted.topic, topicId: wanted.topicId, partitions }
  })
  return { responses }
}

function errorFor(
  log: PartitionLog | undefined,
  { topic, wanted, version }: { topic: Topic | undefined; wanted: WantedPartition; version: number },
): number | undefined {
  if (version < (fetch.servedFrom ?? 0)) return errorCodes.UNSUPPORTED_FOR_MESSAGE_FORMAT
  if (topic === undefined && version >= byTopicIdSince) return errorCodes.UNKNOWN_TOPIC_ID
  if (log === undefined) return errorCodes.UNKNOWN_TOPIC_OR_PARTITION
  return isOutOfRange(log, wanted) ? errorCodes.OFFSET_OUT_OF_RANGE : undefined
}

function refuse(wanted: WantedPartition, errorCode: number, log: PartitionLog | undefined): PartitionAnswer {
  const highWatermark = log?.highWatermark ?? -1
  return { partitionIndex: wanted.partition, errorCode, highWatermark, records: noRecords }
}

function describe(
  { partition }: WantedPartition,
  { log, request, records }: { log: PartitionLog; request: Request; records: readonly Buffer[] },
): PartitionAnswer {
  return {
    partitionIndex: partition,
    errorCode: errorCodes.NONE,
    highWatermark: log.highWatermark,
    lastStableOffset: log.lastStableOffset,
    logStartOffset: log.logStartOffset,
    abortedTransactions: request.isolationLevel === readCommitted ? [] : null,
    records,
  }
}

function findTopic({ topic, topicId }: WantedTopic, { cluster, version }: Call): Topic | undefined {
  return version >= byTopicIdSince ? cluster.topics.byId(topicId) : cluster.topics.byName(topic)
}

function isOutOfRange(log: PartitionLog, { fetchOffset }: WantedPartition): boolean {
  return fetchOffset < log.logStartOffset || fetchOffset > log.highWatermark
}

function endFor(log: PartitionLog, { isolationLevel }: Request): number {
  return isolationLevel === readCommitted ? log.lastStableOffset : log.highWatermark
}

const noRecords = Buffer.alloc(0)
