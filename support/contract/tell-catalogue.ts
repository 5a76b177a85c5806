// The catalogue in words, for people: each topic with who sends and receives it, and what its messages are judged by.

import type { Catalogue } from './catalogue.js'
import type { Channel, KafkaBindings, MessageContract } from './channel.js'
import type { Operation } from './operations.js'

/** Lines without an end of line; topics in the order of their documents. */
export function tellCatalogue({ channels, operations }: Pick<Catalogue, 'channels' | 'operations'>): readonly string[] {
  const blocks = [...channels.values()].map((channel) => tellChannel(channel, operations))
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function tellChannel(channel: Channel, operations: readonly Operation[]): readonly string[] {
  const services = (action: Operation['action']) => [
    ...new Set(operations.filter((each) => each.address === channel.address && each.action === action).map(serviceOf)),
  ]
  const rows = [
    ['topic', [channel.address]],
    ['sent by', services('send')],
    ['received by', services('receive')],
    ['Kafka', tellBindings(channel.bindings)],
    ['contracts', channel.messages.map(tellContract)],
  ] as const
  return [channel.name, ...rows.map(([what, values]) => `  ${what.padEnd(12)} ${values.join(', ') || 'not said'}`)]
}

function serviceOf({ service }: Operation): string {
  return service
}

function tellBindings({ partitions, replicas, topicConfiguration = {} }: KafkaBindings): readonly string[] {
  return [
    ...(partitions === undefined ? [] : [`${partitions} ${partitions === 1 ? 'partition' : 'partitions'}`]),
    ...(replicas === undefined ? [] : [`replication factor ${replicas}`]),
    ...Object.entries(topicConfiguration).map(([name, value]) => `${name}=${[value].flat().join(',')}`),
  ]
}

function tellContract({ name, payload, headers, key, timestampType }: MessageContract): string {
  const parts = [
    ...(payload === undefined ? [] : ['payload']),
    ...(headers === undefined ? [] : ['headers']),
    ...(key === undefined ? [] : ['key']),
    ...(timestampType === undefined ? [] : [timestampType]),
  ]
  return parts.length === 0 ? name : `${name} (${parts.join(', ')})`
}
