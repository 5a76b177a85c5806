import type { ReceivedRequest } from '../http/index.js'

/** The parameters of a request to send, wherever they stand; of the same name the last one counts. */
export function readParameters(request: ReceivedRequest, query: string): ReadonlyMap<string, string> {
  const body = new TextDecoder().decode(request.body)
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.header('content-type') ?? '')
  const inBody = isForm ? [...new URLSearchParams(body)] : jsonEntries(body)
  return new Map([...new URLSearchParams(query), ...inBody])
}

function jsonEntries(body: string): readonly (readonly [string, string])[] {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? item : JSON.stringify(item)])
  } catch {
    return []
  }
}
