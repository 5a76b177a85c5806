// `npm run docs`: writes the generated pages anew. It runs the features: what did not pass is no example of a sentence.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { markersPage } from '../support/match/index.js'
import { brokerPage } from './broker/broker-page.js'
import { kataRun } from './kata-run.js'
import { sentencesIn, stepsPage } from './steps-page.js'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))

const { envelopes } = await kataRun('.')
for (const { expression, example } of sentencesIn(envelopes)) {
  if (example?.hasPassed === false) {
    throw new Error(`The example of "${expression}" did not pass: ${example.file}:${example.line}`)
  }
}
writeFileSync(`${docs}steps.md`, stepsPage(envelopes))
writeFileSync(`${docs}markers.md`, markersPage())
writeFileSync(`${docs}broker.md`, brokerPage(readFileSync(`${docs}broker.md`, 'utf8')))
