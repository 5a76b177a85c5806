// Features as they are, each scenario once against each wrong double.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const background = /^(\s*)(?:Background|Contexto):.*\n/m
const scenario = /^(\s*)((?:Scenario Outline|Scenario|Cenário):) (.*)\n/gm
const separator = ': '

/** Tag of the scenarios that were asked for. */
export const chosenTag = '@chosen'

/** A scenario under a wrong double. */
export interface Pair {
  readonly deviation: string
  /** The name of the scenario; of an outline, as its examples make it. */
  readonly scenario: string
}

export interface DeviantFeatures {
  /** Folder of the features. */
  readonly features: string
  readonly deviations: readonly string[]
  /** The step that makes the double wrong in a feature file; it becomes the first of each scenario. */
  readonly step: (deviation: string, file: string) => string
  /** Their scenarios carry the tag. @default none */
  readonly pairs?: readonly Pair[]
}

/** Writes a file for each feature and deviation into a folder. */
export function writeDeviantFeatures(folder: string, options: DeviantFeatures): void {
  const { features, deviations, step, pairs = [] } = options
  for (const name of readdirSync(features)) {
    const text = readFileSync(join(features, name), 'utf8')
    for (const deviation of deviations) {
      const chosen = pairs.filter((pair) => pair.deviation === deviation).map((pair) => pair.scenario)
      const file = join(folder, `${deviation.replace(/\W+/g, '-')}-${name}`)
      writeFileSync(file, deviantText(text, { deviation, step: `* ${step(deviation, name)}\n`, chosen }))
    }
  }
}

/** The pair that a scenario of such a file is. */
export function pairOf(scenarioName: string): Pair {
  const [deviation = '', ...rest] = scenarioName.split(separator)
  return { deviation, scenario: rest.join(separator) }
}

function deviantText(
  text: string,
  { deviation, step, chosen }: { deviation: string; step: string; chosen: readonly string[] },
): string {
  const isChosen = (name: string) => chosen.some((each) => fits(name, each))
  const withSteps = background.test(text)
    ? text.replace(background, (line, indent) => `${line}${indent}  ${step}`)
    : text
  return withSteps.replace(scenario, (_, ...[indent = '', keyword = '', name = '']: readonly string[]) => {
    const tag = isChosen(name) ? `${indent}${chosenTag}\n` : ''
    const first = withSteps === text ? `${indent}  ${step}` : ''
    return `${tag}${indent}${keyword} ${deviation}${separator}${name}\n${first}`
  })
}

/** Whether a scenario's heading makes that name; `<placeholders>` of an outline stand for anything. */
function fits(heading: string, name: string): boolean {
  const [before = '', ...rest] = heading.split(/<[^<>]+>/)
  return rest.length === 0 ? heading === name : name.startsWith(before)
}
