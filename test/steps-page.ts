// docs/steps.md, made of the step definitions that cucumber knows, the comments above them, and a scenario that shows each.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Envelope } from '@cucumber/messages'
import { type StepExample, stepExamples } from './step-examples.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A sentence, and the scenario that shows it. */
export interface Sentence {
  readonly file: string
  readonly keyword: string
  readonly expression: string
  readonly comment: string
  /** Missing where no feature uses it. */
  readonly example: StepExample | undefined
}

/** The whole page: a heading for each file of steps, and one for each sentence. Throws where a sentence has no example. */
export function stepsPage(envelopes: readonly Envelope[]): string {
  const sentences = sentencesIn(envelopes)
  const files = [...new Set(sentences.map(({ file }) => file))].sort()
  const sections = files.map((file) => {
    const entries = sentences.filter((sentence) => sentence.file === file).map(entryOf)
    return `## ${titleOf(file)}\n\n${entries.join('\n')}`
  })
  return `${head}\n${files.map(linkTo).join(' · ')}\n\n${sections.join('\n')}`
}

/** Every sentence of steps/, in the order of cucumber. */
export function sentencesIn(envelopes: readonly Envelope[]): readonly Sentence[] {
  const examples = stepExamples(envelopes)
  return envelopes.flatMap((envelope) => sentenceOf(envelope, examples))
}

const head = `# Sentences

Made by \`npm run docs\` from the files in \`steps/\`; do not edit. \`"…"\` is a text in quotes, \`N\` a number. A sentence
that ends with a colon takes a table or a doc string. \`[within N seconds]\` may be left out, and takes \`milliseconds\` too.
The example of each is a piece of a scenario that passed, as its file has it.
Values in tables and doc strings are matched with the markers of markers.md; \`#(name)\` reads a variable.

- **Variables** that the scenario has by itself: \`mobile\` (the latest mobile number), \`citizens\` (by name:
  \`#(citizens.Asha.mobileNumber)\`), \`email\`, \`tenant\`, \`message\` and \`messages\` (what the latest step
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

function sentenceOf({ stepDefinition }: Envelope, examples: ReadonlyMap<string, StepExample>): Sentence[] {
  const { uri, location } = stepDefinition?.sourceReference ?? {}
  if (stepDefinition === undefined || uri === undefined || location === undefined) return []
  const lines = readFileSync(join(root, uri), 'utf8').split('\n')
  return [
    {
      file: uri,
      keyword: /^(Given|When|Then)\b/.exec(lines[location.line - 1] ?? '')?.[1] ?? '',
      expression: stepDefinition.pattern.source,
      comment: commentAbove(lines, location.line - 1),
      example: examples.get(stepDefinition.id),
    },
  ]
}

function entryOf({ keyword, expression, comment, example }: Sentence): string {
  if (example === undefined) throw new Error(`No scenario below features/ uses the sentence "${expression}".`)
  const { file, line, scenario, text } = example
  const place = `[${file}:${line}](../${file}#L${line}) ${scenario}`
  return `### ${keyword} ${shown(expression)}\n\n${comment}\n\n\`\`\`gherkin\n${text}\n\`\`\`\n\n${place}\n`
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

/** In the way in which a heading becomes an anchor. */
function linkTo(file: string): string {
  const title = titleOf(file)
  return `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`
}

function titleOf(file: string): string {
  const name = basename(file, '.steps.ts')
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    .replace('Otp', 'One-time passwords')
    .replace('Http', 'HTTP')
    .replace('Open-finance', 'Open Finance')
}
