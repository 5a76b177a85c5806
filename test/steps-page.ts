// docs/steps.md, made of the step definitions that cucumber knows and the comments above them.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Envelope } from '@cucumber/messages'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Sentence {
  readonly file: string
  readonly keyword: string
  readonly expression: string
  readonly comment: string
}

/** The whole page: a heading for each file of steps, a row for each sentence. */
export function stepsPage(envelopes: readonly Envelope[]): string {
  const sentences = envelopes.flatMap(sentenceOf)
  const files = [...new Set(sentences.map(({ file }) => file))].sort()
  const sections = files.map((file) => {
    const rows = sentences
      .filter((sentence) => sentence.file === file)
      .map(({ keyword, expression, comment }) => `| ${keyword} ${shown(expression)} | ${comment} |`)
    return `## ${titleOf(file)}\n\n| sentence | what it does |\n| --- | --- |\n${rows.join('\n')}\n`
  })
  return `${head}\n${sections.join('\n')}`
}

const head = `# Sentences

Made by \`npm run docs\` from the files in \`steps/\`; do not edit. \`"…"\` is a text in quotes, \`N\` a whole number. A sentence
that ends with a colon takes a table or a doc string. \`[within N seconds]\` may be left out, and takes \`milliseconds\` too.
Values in tables and doc strings are matched with the markers of markers.md; \`#(name)\` reads a variable.

- **Variables** that the scenario has by itself: \`mobile\` (the latest mobile number), \`message\` and \`messages\` (what the latest step
  took), \`response\`, \`responseStatus\`, \`responseHeaders\`, \`published\`, and \`otp\` once an OTP was spent. \`#(message.value.category)\` goes into one.
- **Paths** into a message begin with \`value\`, \`key\`, \`headers\`, \`topic\`, \`partition\`, \`offset\`, \`timestamp\` or \`timestampType\`:
  \`value.items[0].id\`, \`headers['x-a']\`. A heading \`| path | expected |\` above the rows may be left out. A path for which the
  contract of the topic has no place is refused, unless a message that came has it all the same.
- **Cells** that are JSON have its type: \`17\` is a number, \`"17"\` a text. A mobile number is a text: \`"9000000001"\`. A pipe in a cell is
  written \`\\|\`.
- **Doc strings** that begin with \`{\` or \`[\` must be JSON where they are matched or sent over HTTP; a backslash in JSON is doubled:
  \`"#regex \\\\d{6}"\`. What is published goes out byte for byte; with a \`#(name)\` in it, JSON is written anew, on one line, as it is over HTTP.
- **Numbers**: integers are compared digit by digit, however large they are; other numbers as doubles. \`size\` is a path too: the bytes of
  the payload.
- \`POST\` stands for any method.
`

function sentenceOf({ stepDefinition }: Envelope): Sentence[] {
  const { uri, location } = stepDefinition?.sourceReference ?? {}
  if (stepDefinition === undefined || uri === undefined || location === undefined) return []
  const lines = readFileSync(join(root, uri), 'utf8').split('\n')
  const keyword = /^(Given|When|Then)\b/.exec(lines[location.line - 1] ?? '')?.[1] ?? ''
  return [
    { file: uri, keyword, expression: stepDefinition.pattern.source, comment: commentAbove(lines, location.line - 1) },
  ]
}

function commentAbove(lines: readonly string[], index: number): string {
  const above = lines.slice(0, index).join('\n')
  const found = /\/\*\*((?:(?!\/\*\*)[\s\S])*?)\*\/\s*$/.exec(above)?.[1] ?? ''
  return found.replace(/\s*\n\s*\*\s?/g, ' ').trim()
}

function shown(expression: string): string {
  return expression
    .replaceAll('{within}', ' [within N seconds]')
    .replaceAll('{string}', '"…"')
    .replaceAll(/\{int\}|\{float\}/g, 'N')
    .replaceAll('{word}', 'POST')
}

function titleOf(file: string): string {
  const name = basename(file, '.steps.ts')
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    .replace('Otp', 'One-time passwords')
    .replace('Http', 'HTTP')
    .replace('Open-finance', 'Open Finance')
}
