import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { supportCodeLibraryBuilder } from '@cucumber/cucumber'
import { beforeEach, describe, expect, it } from 'vitest'
import { type StepDefinition, type StepFunction, StepTable } from '../../support/world/step-table.js'
import type { KataWorld } from '../../support/world/world.js'
import { worldWith } from './world-with.js'

const here = fileURLToPath(import.meta.url)
const ran: StepDefinition[] = []
const table = () =>
  new StepTable<KataWorld>(async (_world, definition, work) => {
    ran.push(definition)
    return await work()
  })
// As definitions.ts does it: what a step file calls is one frame below the table.
const given = (steps: StepTable<KataWorld>, expression: string, step: StepFunction<KataWorld>) =>
  steps.define('Given', expression, step)

beforeEach(() => {
  let ids = 0
  supportCodeLibraryBuilder.reset(process.cwd(), () => String(ids++), {
    requireModules: [],
    requirePaths: [],
    importPaths: [],
    loaders: [],
  })
  ran.length = 0
})

describe('a step that is defined', () => {
  it('stands in our table and in cucumber, both times where its file calls us', () => {
    const steps = table()
    given(steps, 'a citizen', () => {}) // marks the definition
    const line =
      readFileSync(here, 'utf8')
        .split('\n')
        .findIndex((text) => text.endsWith('// marks the definition')) + 1
    expect(steps.definitions).toEqual([{ keyword: 'Given', expression: 'a citizen', place: { file: here, line } }])
    const [cucumbers] = supportCodeLibraryBuilder.finalize().stepDefinitions
    expect(cucumbers).toMatchObject({ pattern: 'a citizen', keyword: 'Given', line })
    expect(cucumbers?.uri.replace(/\?.*$/, '')).toBe(relative(process.cwd(), here))
  })

  it('takes one parameter more than its expression has: cucumber counts them, with a table or its callback', () => {
    const steps = table()
    given(steps, 'a {string}:', (_name: string, _doc: string) => {})
    given(steps, 'b', () => {})
    expect(supportCodeLibraryBuilder.finalize().stepDefinitions.map(({ code }) => code.length)).toEqual([2, 1])
  })

  it('runs in what surrounds every step, with the world as `this`', async () => {
    const steps = table()
    const { world } = worldWith()
    given(steps, 'a {string}', function (this: KataWorld, name: string) {
      return [this, name]
    })
    const [cucumbers] = supportCodeLibraryBuilder.finalize().stepDefinitions
    expect(await cucumbers?.code.call(world, 'Asha')).toEqual([world, 'Asha'])
    expect(ran).toEqual(steps.definitions)
  })
})
