// Who sends and who receives what: the operations of an AsyncAPI 3 document. Nothing is judged by them.

import { isPlainObject } from '../match/index.js'
import { catalogueInvalid, pointTo } from './catalogue-error.js'

/** One service's part in one topic. */
export interface Operation {
  /** Service whose document it is. */
  readonly service: string
  /** `send`: it is a producer; `receive`: a consumer. */
  readonly action: 'send' | 'receive'
  /** The topic, as the catalogue calls it. */
  readonly address: string
  readonly summary?: string
  /** The consumer group, where the document says it: `bindings.kafka.groupId.const`. */
  readonly groupId?: string
}

/**
 * The operations of one document whose references are replaced.
 *
 * @throws KataError CATALOGUE_INVALID
 */
export function readOperations(document: unknown, file: string): readonly Operation[] {
  const operations = isPlainObject(document) && isPlainObject(document.operations) ? document.operations : {}
  const service = file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '')
  return Object.entries(operations).map(([name, operation]) => {
    const place = pointTo(pointTo({ file, pointer: '' }, 'operations'), name)
    const { action, channel, summary, bindings } = isPlainObject(operation) ? operation : {}
    if (action !== 'send' && action !== 'receive') {
      throw catalogueInvalid(place, '`action` is neither `send` nor `receive`.')
    }
    const address = isPlainObject(channel) ? channel.address : undefined
    if (typeof address !== 'string') throw catalogueInvalid(place, 'Its `channel` leads to no channel with an address.')
    const groupId = groupIn(bindings)
    return {
      service,
      action,
      address,
      ...(typeof summary === 'string' ? { summary } : {}),
      ...(groupId === undefined ? {} : { groupId }),
    }
  })
}

function groupIn(bindings: unknown): string | undefined {
  const kafka = isPlainObject(bindings) ? bindings.kafka : undefined
  const schema = isPlainObject(kafka) ? kafka.groupId : undefined
  const groupId = isPlainObject(schema) ? schema.const : undefined
  return typeof groupId === 'string' ? groupId : undefined
}
