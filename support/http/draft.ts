// The request under construction: what the steps before the call have said of it.

import type { HttpRequest } from './exchange.js'

/** Collects one request after the other; `take` hands the finished one out and begins anew. */
export interface RequestDraft {
  /** Base that paths are put after; it stays for the next requests. */
  url(base: string): void
  /** Puts segments after the base, each escaped but for its slashes. */
  path(...segments: readonly string[]): void
  /** Adds a query parameter; a repeated name is sent twice. */
  param(name: string, value: string): void
  /** Sets a header, its name in either letter case. */
  header(name: string, value: string): void
  body(value: unknown): void
  /** The request, finished; path, parameters, headers and body are forgotten. */
  take(service: string, method: string): HttpRequest
}

export function createDraft(): RequestDraft {
  let base = ''
  let parts = emptyParts()
  return {
    url: (value) => {
      base = value
    },
    path: (...segments) => {
      parts.segments.push(...segments)
    },
    param: (name, value) => parts.params.append(name, value),
    header: (name, value) => {
      parts.headers.set(name.toLowerCase(), value)
    },
    body: (value) => {
      parts.body = value
    },
    take: (service, method) => {
      const { segments, params, headers, body } = parts
      parts = emptyParts()
      const url = urlOf(base, segments, params)
      return { service, method, url, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) }
    },
  }
}

interface Parts {
  readonly segments: string[]
  readonly params: URLSearchParams
  readonly headers: Map<string, string>
  body: unknown
}

function emptyParts(): Parts {
  return { segments: [], params: new URLSearchParams(), headers: new Map(), body: undefined }
}

function urlOf(base: string, segments: readonly string[], params: URLSearchParams): string {
  const path = segments.map((segment) => `/${escapePath(segment.replace(/^\/+/, ''))}`).join('')
  const [before = '', query] = (path === '' ? base : base.replace(/\/+$/, '') + path).split('?', 2)
  const all = [query, params.toString()].filter((part) => part !== undefined && part !== '').join('&')
  return all === '' ? before : `${before}?${all}`
}

// A segment may hold several steps and a query of its own, as users write them.
function escapePath(segment: string): string {
  return encodeURI(segment)
    .replaceAll('#', '%23')
    .replace(/%25([\da-f]{2})/gi, '%$1')
}
