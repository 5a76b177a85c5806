import { KataError } from '../shared/index.js'

/** Where in the catalogue something is. */
export interface Place {
  /** Path of the file, as it was given. */
  readonly file: string
  /** JSON Pointer into it; empty for the whole. */
  readonly pointer: string
}

/** The error for everything that is wrong with a document of the catalogue. */
export function catalogueInvalid(
  place: Place,
  found: string,
  more: { todo?: string; cause?: unknown } = {},
): KataError {
  return new KataError('CATALOGUE_INVALID', {
    couldNot: `The catalogue cannot be read: ${place.file}${place.pointer === '' ? '' : `#${place.pointer}`}`,
    found,
    todo: more.todo ?? 'Correct that place; the format is AsyncAPI 3, its schemas are JSON Schema 2020-12.',
    facts: { ...place },
    cause: more.cause,
  })
}

/** The pointer one step further down. */
export function pointTo(place: Place, step: string | number): Place {
  const escaped = String(step).replaceAll('~', '~0').replaceAll('/', '~1')
  return { file: place.file, pointer: `${place.pointer}/${escaped}` }
}
