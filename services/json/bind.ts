// Takes typed fields out of JSON as Jackson binds them to Java: scalars become text, null stays null, anything else has a text of its own.

import { JsonError, type JsonObject, type JsonValue } from './read-json.js'

/** Whether the value is an object: the only map among the JSON values. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map
}

/** A field of type String: a number or boolean becomes its text, a missing field is null. Throws `JsonError`. */
export function textField(object: JsonObject, name: string): string | null {
  const value = object.get(name) ?? null
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'boolean') return `${value}`
  if ('literal' in value) return value.literal
  throw new JsonError(cannotDeserialize('java.lang.String', value))
}

/** An object that is bound to a Java class; null stays null. Throws `JsonError`, whose text names the class. */
export function bindObject(value: JsonValue | undefined, javaClass: string): JsonObject | null {
  if (value === null || value === undefined) return null
  if (isObject(value)) return value
  throw new JsonError(Array.isArray(value) ? cannotDeserialize(javaClass, value) : cannotConstruct(javaClass, value))
}

function cannotDeserialize(javaClass: string, value: JsonValue): string {
  const [kind, token] = isObject(value) ? ['Object', 'START_OBJECT'] : ['Array', 'START_ARRAY']
  return `Cannot deserialize value of type \`${javaClass}\` from ${kind} value (token \`JsonToken.${token}\`)`
}

function cannotConstruct(javaClass: string, value: JsonValue): string {
  if (value === '') {
    return `Cannot coerce empty String ("") to \`${javaClass}\` value (but could if coercion was enabled using \`CoercionConfig\`)`
  }
  return `Cannot construct instance of \`${javaClass}\` (although at least one Creator exists): no ${argumentOf(value)}`
}

function argumentOf(value: JsonValue): string {
  const factory = 'constructor/factory method to deserialize from'
  if (typeof value === 'string') return `String-argument ${factory} String value ('${value}')`
  if (typeof value === 'boolean') return `boolean/Boolean-argument ${factory} boolean value (${value})`
  const literal = value !== null && 'literal' in value ? value.literal : ''
  const type = /^-?\d+$/.test(literal) ? 'int/Int' : 'double/Double'
  return `${type}-argument ${factory} Number value (${literal})`
}
