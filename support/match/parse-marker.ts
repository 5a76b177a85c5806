// From the text of a marker to the marker. Which texts are markers at all is decided here.

import { KataError, nearest } from '../shared/index.js'
import { markers } from './markers/list.js'
import type { Marker } from './markers/marker.js'

/** A marker as one expectation wrote it. */
export interface WrittenMarker {
  /** As it was written, such as `##[2] #uuid`. */
  readonly text: string
  readonly marker: Marker
  readonly argument: string
  /** Written with `##`: absent and null pass too. */
  readonly optional: boolean
  /** What is asked of every item, for `#[n] #marker`. */
  readonly items?: WrittenMarker
}

const byName: ReadonlyMap<string, Marker> = new Map(markers.map((marker) => [marker.name, marker]))

/** Says whether a text is meant as a marker: `#` or `##`, then a letter or one of `[`, `(`, `?`. So `#1` is none. */
export function isMarkerText(text: string): boolean {
  return /^##?[A-Za-z[(?]/.test(text)
}

/** @throws KataError MARKER_INVALID */
export function parseMarker(text: string): WrittenMarker {
  const optional = text.startsWith('##')
  const body = (optional ? text.slice(1) : text).trimEnd()
  const written = body.startsWith('#[') ? parseSize(body, text) : parseNamed(body, text)
  return { ...written, text, optional }
}

type Body = Omit<WrittenMarker, 'text' | 'optional'>

function parseSize(body: string, text: string): Body {
  const found = /^#\[\s*(\d*)\s*\](?:\s+(#.*))?$/s.exec(body)
  const marker = byName.get('#[]')
  if (found === null || marker === undefined) {
    throw markerInvalid(text, 'Between the brackets stands a number of items, after them a marker or nothing.')
  }
  const [, argument = '', items] = found
  return { marker, argument, ...(items === undefined ? {} : { items: parseMarker(items) }) }
}

function parseNamed(body: string, text: string): Body {
  const [name = '', argument = ''] = splitOnce(body)
  const marker = byName.get(name)
  if (marker === undefined) throw markerInvalid(text, unknownSentence(name))
  if (marker.argument === undefined && argument !== '') {
    throw markerInvalid(text, `Nothing may follow \`${name}\`.`)
  }
  const problem = marker.check?.(argument)
  if (problem !== undefined) throw markerInvalid(text, problem)
  return { marker, argument }
}

function splitOnce(body: string): readonly string[] {
  const blank = body.search(/\s/)
  return blank < 0 ? [body] : [body.slice(0, blank), body.slice(blank).trimStart()]
}

function unknownSentence(name: string): string {
  const near = nearest(byName.keys(), name)
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
  const hint = near.length === 0 ? '' : ` Near: ${near.map((one) => `\`${one}\``).join(', ')}.`
  return `There is no marker \`${shown}\`.${hint}`
}

function markerInvalid(text: string, found: string): KataError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return new KataError('MARKER_INVALID', {
    couldNot: `The marker \`${shown}\` cannot be used.`,
    found,
    todo: 'Take one of docs/markers.md; a text that only begins like a marker is written `#regex TEXT`.',
    facts: { marker: text },
  })
}
