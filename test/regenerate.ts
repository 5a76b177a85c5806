// `npm run docs`: writes the generated pages anew.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { markersPage } from '../support/match/index.js'
import { brokerPage } from './broker/broker-page.js'
import { kataRun } from './kata-run.js'
import { stepsPage } from './steps-page.js'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))

const { envelopes } = await kataRun('.', '--dry-run')
writeFileSync(`${docs}steps.md`, stepsPage(envelopes))
writeFileSync(`${docs}markers.md`, markersPage())
writeFileSync(`${docs}broker.md`, brokerPage(readFileSync(`${docs}broker.md`, 'utf8')))
