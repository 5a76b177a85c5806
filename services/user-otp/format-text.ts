// Java's String.format with one text as its only argument, as far as a template can come across it, with the words of its exceptions.

import { Failure } from './failure.js'

/** Puts the text where the template says `%s`; a template without one keeps its words. Throws `Failure`. */
export function formatText(template: string, text: string): string {
  const pieces = [...template.matchAll(/%([-#+ 0,(<]*)(\d*)([a-zA-Z%]?)|[^%]+/g)].map(readPiece)
  let left = [text]
  return pieces
    .map(({ literal, specifier }) => {
      if (specifier === undefined) return literal
      const [next] = left
      if (next === undefined) throw new Failure(`Format specifier '${specifier}'`)
      left = left.slice(1)
      return specifier.endsWith('S') ? next.toUpperCase() : next
    })
    .join('')
}

interface Piece {
  readonly literal: string
  readonly specifier?: string
}

function readPiece([whole, flags, , conversion]: RegExpExecArray): Piece {
  if (conversion === undefined) return { literal: whole }
  if (whole === '%%') return { literal: '%' }
  if (whole === '%n') return { literal: '\n' }
  if (conversion === '' || conversion === '%' || !'bBhHsScCdoxXeEfgGaAtT'.includes(conversion)) {
    throw new Failure(`Conversion = '${conversion || '%'}'`)
  }
  if (!'sSbBhH'.includes(conversion)) throw new Failure(`${conversion} != java.lang.String`)
  if (flags !== undefined && flags !== '' && flags !== '-') {
    throw new Failure(`Conversion = ${conversion}, Flags = ${flags}`)
  }
  return { literal: '', specifier: whole }
}
