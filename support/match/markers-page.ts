// The text of docs/markers.md, made from the markers themselves.

import { markers } from './markers/list.js'
import type { Marker } from './markers/marker.js'

/** The whole page, in Markdown. `test/match/markers-page.test.ts` compares it with the file. */
export function markersPage(): string {
  return `${[
    '# Markers',
    '',
    'A marker stands on the expected side of a table, a doc string or a `match`, in place of a value that is not known',
    'beforehand. With a second `#` in front (`##string`) the value may also be absent or null. A text that begins like a',
    'marker and is none, such as `#strin`, is an error that names the near ones; `#1` and `# 1` are plain texts.',
    '',
    'This page is made from the definitions in support/match/markers.',
    '',
    '| marker | passes for | example | passes | fails |',
    '| --- | --- | --- | --- | --- |',
    ...markers.flatMap(rowsOf),
  ].join('\n')}\n`
}

function rowsOf(marker: Marker): readonly string[] {
  const written = marker.name === '#[]' ? '#[n]' : [marker.name, marker.argument].join(' ').trim()
  return marker.examples.map(({ expected, passes, fails }, index) =>
    row([
      index === 0 ? code(written) : '',
      index === 0 ? `${marker.describe}.` : '',
      code(expected),
      valuesText(passes),
      valuesText(fails),
    ]),
  )
}

function valuesText(values: readonly unknown[]): string {
  return values.map((value) => (value === undefined ? '(absent)' : code(JSON.stringify(value)))).join(' ')
}

function code(text: string): string {
  return `\`${text}\``
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
