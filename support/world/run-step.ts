// What surrounds every step: the last limit, and the verdict where it fails.

import { relative } from 'node:path'
import { MatchError } from '../match/index.js'
import { KataError, systemClock, writeJson } from '../shared/index.js'
import { cut, type Verdict, verdictMediaType, wrappedLines } from '../verdict/index.js'
import { maskedError } from './masked-error.js'
import type { Place } from './place.js'
import type { StepDefinition } from './step-table.js'
import type { KataWorld } from './world.js'

/** What a limit or a verdict says of the thing that runs. */
interface Running {
  readonly text: string
  readonly place: Place
}

/** Runs one step; a failure leaves its verdict as an attachment and is thrown on, masked. */
export async function runStep(world: KataWorld, definition: StepDefinition, work: () => unknown): Promise<unknown> {
  const { expression, place, keyword } = definition
  const result = await run(world, { text: world.stepText || expression, place }, work)
  if (keyword === 'Then') world.judged += 1
  return result
}

/** Runs one hook of our own in the same way. */
export function runHook(world: KataWorld, name: string, work: () => unknown): Promise<unknown> {
  return run(world, { text: `the hook "${name}"`, place: { file: 'support/world/hooks.ts', line: 1 } }, work)
}

async function run(world: KataWorld, running: Running, work: () => unknown): Promise<unknown> {
  const stepMs = world.worker.settings.timeouts.stepMs
  world.stepLimitAt = systemClock.now() + stepMs
  try {
    return await withinLimit(world, running, Promise.resolve().then(work))
  } catch (error) {
    const masked = maskedError(error, world)
    world.attach(writeJson(world.worker.mask.deep(verdictOf(masked, running))) ?? '', verdictMediaType)
    throw masked
  }
}

/** Says that the running step waits for so long by itself, so that the last limit comes after that. */
export function allowStep(world: KataWorld, waitMs: number): void {
  const { stepMs } = world.worker.settings.timeouts
  world.stepLimitAt = Math.max(world.stepLimitAt, systemClock.now() + waitMs + stepMs)
}

function withinLimit(world: KataWorld, running: Running, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let cancel = () => {}
    const check = () => {
      const remainingMs = world.stepLimitAt - systemClock.now()
      if (remainingMs > 0) cancel = systemClock.after(remainingMs, check)
      else reject(overran(world, running))
    }
    check()
    work.then(resolve, reject).finally(() => cancel())
  })
}

function overran(world: KataWorld, { text, place }: Running): KataError {
  const { stepMs } = world.worker.settings.timeouts
  return new KataError('STEP_OVERRAN', {
    couldNot: `The step "${text}" did not end.`,
    found: `It was given up ${stepMs} ms after its own deadline; it is defined at ${relative(process.cwd(), place.file)}:${place.line}`,
    todo: 'Give what it waits for a deadline, or raise `timeouts.stepMs` in kata.config.yaml.',
    facts: { stepMs },
  })
}

function verdictOf(error: Error, running: Running): Verdict {
  const { file, line } = running.place
  const step = { text: running.text, file: relative(process.cwd(), file), line }
  if (error instanceof MatchError) {
    return { class: error.verdict, code: error.verdict, text: error.message, step, facts: error.facts }
  }
  if (error instanceof KataError) {
    return { class: error.class, code: error.code, text: error.message, step, facts: error.facts }
  }
  const text = [
    'The step ended with an error that nobody expected.',
    cut(`${error.name}: ${error.message}`, 2000),
    'If the step is your own, correct it; if it came with kafka-kata, please report it with this text.',
  ].join('\n')
  return { class: 'TEST', code: 'UNEXPECTED', text: wrappedLines(text), step, facts: { name: error.name } }
}
