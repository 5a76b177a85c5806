// From an AsyncAPI 3 document to channels. It reads what the framework judges by, and lets everything else pass.

import { isPlainObject, type PlainObject, parsePath } from '../match/index.js'
import { literally } from './address.js'
import { catalogueInvalid, type Place, pointTo } from './catalogue-error.js'
import type { Channel, KafkaBindings, MessageContract, OtpPattern, TimestampType } from './channel.js'
import type { Schema, SchemaCompiler } from './schema.js'

/**
 * The channels of one document whose references are replaced.
 *
 * @throws KataError CATALOGUE_INVALID
 */
export function readChannels(document: unknown, file: string, compiler: SchemaCompiler): readonly Channel[] {
  const root = nodeOf(document, { file, pointer: '' })
  const version = root.value.asyncapi
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw catalogueInvalid(
      root.place,
      `\`asyncapi\` is ${JSON.stringify(version) ?? 'missing'}, and should be "3.0.0".`,
    )
  }
  const service = file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '')
  return children(root, 'channels').map(([name, node]) => readChannel({ name, service, node, compiler }))
}

/** An object of the document, and where it is. */
interface Node {
  readonly value: PlainObject
  readonly place: Place
}

interface ChannelSource {
  readonly name: string
  readonly service: string
  readonly node: Node
  readonly compiler: SchemaCompiler
}

function readChannel({ name, service, node, compiler }: ChannelSource): Channel {
  const kafka = child(child(node, 'bindings'), 'kafka')
  const address = kafka?.value.topic ?? node.value.address
  if (typeof address !== 'string' || address === '') {
    throw catalogueInvalid(node.place, 'The channel has no `address`, which is its topic.')
  }
  const otpPattern = readOtpPattern(child(node, 'x-one-time-password'))
  const parameters = readParameters(node)
  return {
    name,
    address,
    ...(parameters === undefined ? {} : { parameters }),
    service,
    messages: children(node, 'messages').map(([key, message]) => readMessage(key, message, compiler)),
    bindings: kafka === undefined ? {} : readBindings(kafka),
    ...(otpPattern === undefined ? {} : { otpPattern }),
  }
}

// AsyncAPI gives a parameter an `enum`; what other values look like is said by `x-pattern`.
function readParameters(node: Node): Readonly<Record<string, string>> | undefined {
  const patterns = children(node, 'parameters').flatMap(([name, { value, place }]) => {
    const { enum: values, 'x-pattern': pattern } = value
    if (Array.isArray(values)) return [[name, values.map((each) => literally(String(each))).join('|')]]
    if (pattern === undefined) return []
    return [[name, checkPattern(pattern, pointTo(place, 'x-pattern'))]]
  })
  return patterns.length === 0 ? undefined : Object.fromEntries(patterns)
}

function checkPattern(pattern: unknown, place: Place): string {
  if (typeof pattern !== 'string') throw catalogueInvalid(place, 'A regular expression was expected here, as text.')
  try {
    return new RegExp(pattern, 'u').source
  } catch (cause) {
    throw catalogueInvalid(place, `${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

function readBindings(kafka: Node): KafkaBindings {
  const partitions = wholeNumber(kafka, 'partitions')
  const replicas = wholeNumber(kafka, 'replicas')
  const topicConfiguration = child(kafka, 'topicConfiguration')?.value
  return {
    ...(partitions === undefined ? {} : { partitions }),
    ...(replicas === undefined ? {} : { replicas }),
    ...(topicConfiguration === undefined ? {} : { topicConfiguration }),
  }
}

function readMessage(key: string, node: Node, compiler: SchemaCompiler): MessageContract {
  if (node.value.traits !== undefined) {
    throw catalogueInvalid(pointTo(node.place, 'traits'), 'What traits demand of a message would not be judged here.', {
      todo: 'Write headers and payload into the message itself.',
    })
  }
  const name = typeof node.value.name === 'string' ? node.value.name : key
  const payload = compileAt(node, 'payload', { name, compiler })
  const headers = compileAt(node, 'headers', { name: `${name} headers`, compiler })
  const kafka = child(child(node, 'bindings'), 'kafka')
  const keySchema = kafka && compileAt(kafka, 'key', { name: `${name} key`, compiler })
  const timestampType = readTimestampType(node)
  const schemas = [payload, headers, keySchema].filter((schema) => schema !== undefined)
  return {
    name,
    ...(payload === undefined ? {} : { payload }),
    ...(headers === undefined ? {} : { headers }),
    ...(keySchema === undefined ? {} : { key: keySchema }),
    ...(timestampType === undefined ? {} : { timestampType }),
    schemas: Object.fromEntries(schemas.map((schema) => [schema.name, schema.sha256])),
  }
}

// A schema, or (multi-format) an object with `schemaFormat` and `schema`.
function compileAt(
  node: Node,
  key: string,
  { name, compiler }: { readonly name: string; readonly compiler: SchemaCompiler },
): Schema | undefined {
  const value = node.value[key]
  if (value === undefined) return undefined
  const place = pointTo(node.place, key)
  if (!isPlainObject(value) || value.schemaFormat === undefined) return compiler.compile(name, value, place)
  if (!/json|asyncapi/i.test(String(value.schemaFormat))) {
    throw catalogueInvalid(place, `Schemas of the format \`${value.schemaFormat}\` are not judged here.`, {
      todo: 'Give the payload as JSON Schema.',
    })
  }
  return compiler.compile(name, value.schema, pointTo(place, 'schema'))
}

function readTimestampType(node: Node): TimestampType | undefined {
  const value = node.value['x-timestamp-type']
  if (value === undefined || value === 'CreateTime' || value === 'LogAppendTime') return value
  const place = pointTo(node.place, 'x-timestamp-type')
  throw catalogueInvalid(place, `It is ${JSON.stringify(value)}, and should be CreateTime or LogAppendTime.`)
}

function readOtpPattern(node: Node | undefined): OtpPattern | undefined {
  if (node === undefined) return undefined
  const { path, pattern } = node.value
  if (typeof path !== 'string' || typeof pattern !== 'string') {
    throw catalogueInvalid(node.place, 'It needs a `path` and a `pattern`, both texts.')
  }
  try {
    parsePath(path)
    // An alternative that matches nothing makes exec answer, so that the groups can be counted.
    if ((new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 0) < 2)
      throw new Error('The pattern has no group for the code')
  } catch (cause) {
    throw catalogueInvalid(node.place, `${cause instanceof Error ? cause.message : cause}`, { cause })
  }
  return { path, pattern }
}

function nodeOf(value: unknown, place: Place): Node {
  if (isPlainObject(value)) return { value, place }
  throw catalogueInvalid(place, 'An object was expected here.')
}

function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.value[key]
  return node === undefined || value === undefined ? undefined : nodeOf(value, pointTo(node.place, key))
}

function children(node: Node, key: string): readonly (readonly [string, Node])[] {
  const parent = child(node, key)
  if (parent === undefined) return []
  return Object.entries(parent.value).map(([name, value]) => [name, nodeOf(value, pointTo(parent.place, name))])
}

function wholeNumber(node: Node, key: string): number | undefined {
  const value = node.value[key]
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)) return value
  throw catalogueInvalid(pointTo(node.place, key), 'A whole number above 0 was expected here.')
}
