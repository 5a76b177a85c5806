// What happens around every scenario and around the worker's life.

import { After, AfterAll, Before, BeforeStep, type ITestCaseHookParameter } from '@cucumber/cucumber'
import { refuseMisreadTags } from '../language/index.js'
import { KataError, writeJson } from '../shared/index.js'
import { evidenceMediaType } from '../verdict/index.js'
import { closeWorker } from './current-worker.js'
import { collectEvidence } from './evidence.js'
import { lacksService } from './needs.js'
import { runHook } from './run-step.js'
import type { KataWorld } from './world.js'

/** Attaches the evidence and closes what the scenario opened, also where there is something wrong with the evidence. */
export async function endScenario(world: KataWorld): Promise<void> {
  try {
    world.attach(writeJson(collectEvidence(world)) ?? '', evidenceMediaType)
  } finally {
    await world.close()
  }
}

/** Registers the hooks; called once by the worker's entry. */
export function registerHooks(): void {
  Before<KataWorld>({ name: 'needs' }, async function ({ pickle }: ITestCaseHookParameter) {
    const tags = pickle.tags.map(({ name }) => name)
    const isSkipped = await runHook(this, 'needs', () => {
      if (pickle.steps.length === 0) throw noSteps()
      // Under `kata run` they are refused before the run; plain cucumber-js has no such moment.
      refuseMisreadTags(tags, pickle.uri)
      return lacksService(this, tags)
    })
    return isSkipped === true ? 'skipped' : undefined
  })

  BeforeStep<KataWorld>(function ({ pickleStep }) {
    this.stepText = pickleStep.text
  })

  After<KataWorld>({ name: 'evidence' }, async function () {
    await runHook(this, 'evidence', () => endScenario(this))
  })

  AfterAll({ name: 'close the worker' }, closeWorker)
}

function noSteps(): KataError {
  return new KataError('NOTHING_JUDGED', {
    couldNot: 'The scenario proves nothing.',
    found: 'It has no steps.',
    todo: 'Write its steps, or take it out.',
  })
}
