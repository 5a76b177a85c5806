// The table of docs/open-finance.md: which scenarios notice which deviation.

import { type OpenFinanceDeviationName, openFinanceDeviations } from '../../services/index.js'
import type { Pair } from '../deviant-features.js'

const begin = '<!-- deviations: begin -->\n'
const end = '<!-- deviations: end -->'

/** All scenarios in the order of the features, and the pairs in which the scenario failed. */
export interface Noticed {
  readonly scenarios: readonly string[]
  readonly pairs: readonly Pair[]
}

/** The page with its table written anew. */
export function withTable(page: string, noticed: Noticed): string {
  const [before = '', rest = ''] = page.split(begin)
  return `${before}${begin}${tableOf(noticed)}${end}${rest.split(end)[1] ?? ''}`
}

/** What the page's table says. */
export function readTable(page: string): Noticed {
  const table = page.split(begin)[1]?.split(end)[0] ?? ''
  const scenarios = [...table.matchAll(/^\d+\. (.*)$/gm)].map(([, name = '']) => name)
  const pairs = [...table.matchAll(/^\| `([^`]+)` \|.*\| ([\d, ]+) \|$/gm)].flatMap(
    ([, deviation = '', numbers = '']) =>
      numbers.split(', ').map((number) => ({ deviation, scenario: scenarios[Number(number) - 1] ?? '' })),
  )
  return { scenarios, pairs }
}

/** Few pairs that name every deviation and every scenario at least once. */
export function coverOf({ scenarios, pairs }: Noticed): readonly Pair[] {
  const deviations = [...new Set(pairs.map(({ deviation }) => deviation))]
  const byDeviation = deviations.flatMap((name) => pairs.find(({ deviation }) => deviation === name) ?? [])
  const left = scenarios.filter((name) => !byDeviation.some(({ scenario }) => scenario === name))
  return [...byDeviation, ...left.flatMap((name) => pairs.find(({ scenario }) => scenario === name) ?? [])]
}

function tableOf({ scenarios, pairs }: Noticed): string {
  const names = Object.keys(openFinanceDeviations) as OpenFinanceDeviationName[]
  const rows = names.map((name) => {
    const noticing = pairs
      .filter(({ deviation }) => deviation === name)
      .map(({ scenario }) => scenarios.indexOf(scenario) + 1)
    const numbers = noticing.sort((left, right) => left - right).join(', ')
    return `| \`${name}\` | ${openFinanceDeviations[name].description} | ${numbers} |`
  })
  const list = scenarios.map((scenario, index) => `${index + 1}. ${scenario}`)
  return `\n${list.join('\n')}\n\n| deviation | what it does | noticed by |\n| --- | --- | --- |\n${rows.join('\n')}\n\n`
}
