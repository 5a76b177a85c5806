// How settings reach the workers: one environment variable, KATA_RUN, with the references still in it. Nothing else
// writes or reads it; a secret never crosses.
import { KataError } from '../shared/index.js'
import { resolveSettings } from './resolve-settings.js'
import type { Settings } from './settings.js'
import type { UnresolvedSettings } from './unresolved-settings.js'

/** What tells one run from another. */
export interface Run {
  /** Short and unique, letters, digits and `-`: part of group names. */
  readonly id: string
  /** A folder for this run alone; workers append `warnings-<worker>.jsonl` to it. Gone when the run ends. */
  readonly folder: string
  /** Number of workers; 0 where the scenarios run in the coordinator. */
  readonly parallel: number
  /** This shard of so many, counted from 0. */
  readonly shard: { readonly index: number; readonly count: number }
}

/** Which worker of which shard this process is, both counted from 0. */
export interface Place {
  readonly worker: number
  readonly workers: number
  readonly shard: number
  readonly shards: number
}

/** What a worker knows of its run. */
export interface Received {
  readonly settings: Settings
  /** Resolved secret values, longest first, to be registered for masking. */
  readonly secrets: readonly string[]
  readonly run: Run
  readonly place: Place
}

type Environment = Record<string, string | undefined>

const variable = 'KATA_RUN'

/** Writes the settings (references unresolved) and the run into the environment that workers inherit. */
export function handOver(settings: UnresolvedSettings, run: Run, env: Environment = process.env): void {
  // A run that a step of another run has started is in no worker of cucumber, whatever it inherited.
  for (const name of ['CUCUMBER_PARALLEL', 'CUCUMBER_WORKER_ID', 'CUCUMBER_TOTAL_WORKERS']) delete env[name]
  env[variable] = JSON.stringify({ settings, run })
}

/** Takes the settings of an ended run out of the environment again. */
export function revokeHandOver(env: Environment = process.env): void {
  delete env[variable]
}

/**
 * Reads what `handOver` wrote and resolves its references in this process.
 *
 * @throws KataError UNEXPECTED where nothing was handed over; SECRET_UNSET, SETTINGS_INVALID as `resolveSettings` does.
 */
export function receive(env: Environment = process.env): Received {
  const text = env[variable]
  if (text === undefined) {
    throw new KataError('UNEXPECTED', {
      couldNot: 'The steps could not learn which environment they run against.',
      found: `No run has handed its settings over: ${variable} is not set.`,
      todo: 'Start the features with `kata run` or, from the folder of cucumber.js, with `npx cucumber-js`.',
    })
  }
  const { settings, run } = JSON.parse(text) as { settings: UnresolvedSettings; run: Run }
  return { ...resolveSettings(settings, env), run, place: placeOf(run, env) }
}

/** True in a process that cucumber forked for `--parallel`. */
export function isWorkerProcess(env: Environment = process.env): boolean {
  return env.CUCUMBER_WORKER_ID !== undefined && env.CUCUMBER_PARALLEL !== undefined
}

function placeOf(run: Run, env: Environment): Place {
  const isWorker = isWorkerProcess(env)
  return {
    worker: isWorker ? Number(env.CUCUMBER_WORKER_ID) : 0,
    workers: isWorker ? Number(env.CUCUMBER_TOTAL_WORKERS) : 1,
    shard: run.shard.index,
    shards: run.shard.count,
  }
}
