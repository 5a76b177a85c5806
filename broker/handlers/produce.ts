// Produce (0), v0–11. Appends one record batch per partition and answers with its offset; acks 0 gets no answer.
// A batch is checked (format, length, size, checksum, sequence of an idempotent producer) and stays opaque.
// Left out: transactions, the message sets of v0–2 (UNSUPPORTED_FOR_MESSAGE_FORMAT), the check for keys in compacted
// topics, and replication: acks 1 and acks -1 are the same.
import type { Cluster } from '../cluster.js'
import { type Topic, validateBatch } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import { produce } from '../protocol/messages/produce.js'
import type { Handler } from './handler.js'

type PartitionData = RequestOf<typeof produce>['topicData'][number]['partitionData'][number]
type PartitionAnswer = ResponseOf<typeof produce>['responses'][number]['partitionResponses'][number]

export const handleProduce: Handler<typeof produce> = (request, { cluster, version }) => {
  const refused = refusalOfAll(request, version)
  const responses = request.topicData.map(({ name, partitionData }) => ({
    name,
    partitionResponses: partitionData.map((data) => {
      return refused === undefined
        ? append(cluster, { topic: cluster.topics.byName(name), data, version })
        : refuse(data.index, refused)
    }),
  }))
  return request.acks === 0 ? undefined : { responses }
}

interface Refused {
  readonly errorCode: number
  readonly errorMessage: string
}

function refusalOfAll({ acks, transactionalId }: RequestOf<typeof produce>, version: number): Refused | undefined {
  if (version < (produce.servedFrom ?? 0)) {
    const errorMessage = 'Only record batches of format v2 are kept.'
    return { errorCode: errorCodes.UNSUPPORTED_FOR_MESSAGE_FORMAT, errorMessage }
  }
  if (![-1, 0, 1].includes(acks)) {
    return { errorCode: errorCodes.INVALID_REQUIRED_ACKS, errorMessage: `acks ${acks} is not -1, 0 or 1.` }
  }
  if (transactionalId !== null) {
    return { errorCode: errorCodes.INVALID_TXN_STATE, errorMessage: 'This broker has no transactions.' }
  }
  return undefined
}

function append(
  { settings }: Cluster,
  { topic, data, version }: { topic: Topic | undefined; data: PartitionData; version: number },
): PartitionAnswer {
  const { index, records } = data
  const log = topic?.partitions[index]
  if (topic === undefined || log === undefined || records === null) {
    const errorMessage = `There is no such topic or partition.`
    return refuse(index, { errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorMessage })
  }
  const { maxMessageBytes, timestampType } = topic.settings
  const judged = validateBatch(records, { maxMessageBytes, version })
  if ('errorCode' in judged) return refuse(index, judged)
  const sequence = log.judgeSequence(judged.header)
  if (sequence.kind === 'refuse') return refuse(index, sequence)
  const appendTimeMs = timestampType === 'LogAppendTime' ? settings.clock.now() : undefined
  const { baseOffset, logAppendTimeMs } =
    sequence.kind === 'duplicate' ? sequence.of : log.append(records, judged.header, appendTimeMs)
  return { index, errorCode: errorCodes.NONE, baseOffset, logAppendTimeMs, logStartOffset: log.logStartOffset }
}

function refuse(index: number, { errorCode, errorMessage }: Refused): PartitionAnswer {
  return { index, errorCode, baseOffset: -1, errorMessage }
}
