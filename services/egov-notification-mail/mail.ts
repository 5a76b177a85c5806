// A record that asks for a mail, as the service reads it.

import { isObject, JsonError, type JsonObject, type JsonValue, readJson, textField } from '../json/index.js'

/** What one record asks for. */
export interface Mail {
  /** Each address once. */
  readonly to: readonly string[]
  readonly subject: string
  readonly body: string
  readonly isHtml: boolean
  /** File names by their ids in the file store. */
  readonly files: ReadonlyMap<string, string>
  readonly tenantId: string | null
}

/** A record that no mail can be made of; the original fails on it. */
export class NoMailError extends Error {
  override readonly name = 'NoMailError'
  readonly code = 'NO_MAIL'
}

/**
 * Reads `{requestInfo, email: {emailTo, subject, body, isHTML, fileStoreId, tenantId}}`: names in any letter case, unknown
 * ones left aside, one address in place of a list.
 *
 * @throws NoMailError where the record has another shape, such as `email` with a text in it, or nobody to send to
 */
export function readMailRequest(value: Buffer | null): Mail {
  try {
    const email = fieldsOf(fieldsOf(readJson(value?.toString() ?? '')).get('email'))
    const to = readAddresses(email.get('emailto'))
    if (to.length === 0) throw new NoMailError('emailTo is missing')
    return {
      to,
      subject: textField(email, 'subject') ?? '',
      body: textField(email, 'body') ?? '',
      isHtml: email.get('ishtml') === true,
      files: readFiles(email.get('filestoreid')),
      tenantId: textField(email, 'tenantid'),
    }
  } catch (error) {
    if (error instanceof JsonError) throw new NoMailError(error.message, { cause: error })
    throw error
  }
}

/** The fields of an object, their names in lower case. */
function fieldsOf(value: JsonValue | undefined): JsonObject {
  if (isObject(value)) return new Map([...value].map(([name, item]) => [name.toLowerCase(), item]))
  throw new NoMailError('An object was expected')
}

function readAddresses(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? value : [value]
  if (list.every((item) => typeof item === 'string')) return [...new Set(list)].filter((address) => address !== '')
  throw new NoMailError('emailTo holds what is no text')
}

function readFiles(value: JsonValue | undefined): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map()
  if (!isObject(value)) throw new NoMailError('fileStoreId is no object')
  return new Map([...value.keys()].map((id) => [id, textField(value, id) ?? '']))
}
