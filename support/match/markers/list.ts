import type { Marker } from './marker.js'
import { ignore, notNull, notPresent, nullValue, present } from './presence.js'
import { base64, datetime, e164, epochMs, json, regex, uuid } from './texts.js'
import { array, boolean, number, object, size, string } from './types.js'

/** Every marker there is, in the order of the documentation. */
export const markers: readonly Marker[] = [
  ignore,
  nullValue,
  notNull,
  present,
  notPresent,
  string,
  number,
  boolean,
  array,
  object,
  size,
  uuid,
  regex,
  datetime,
  epochMs,
  e164,
  json,
  base64,
]
