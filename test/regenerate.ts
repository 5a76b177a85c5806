// `npm run docs`: writes the generated pages anew.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { markersPage } from '../support/match/index.js'
import { kataRun } from './kata-run.js'
import { stepsPage } from './steps-page.js'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))

const { envelopes } = await kataRun('.', '--dry-run')
writeFileSync(`${docs}steps.md`, stepsPage(envelopes))
writeFileSync(`${docs}markers.md`, markersPage())
