// The table of docs/user-otp.md: which scenario notices a deviation.

import { deviations, otpDeviations, userDeviations } from '../../services/index.js'
import type { Pair } from '../deviant-features.js'

/** A row: the pair, and what the deviation does. */
export interface Row extends Pair {
  readonly description: string
}

/** Every deviation as `service name`, and what it does. */
export const allDeviations: ReadonlyMap<string, string> = new Map([
  ...named('user-otp', deviations),
  ...named('egov-otp', otpDeviations),
  ...named('egov-user', userDeviations),
])

function named(service: string, table: Readonly<Record<string, { readonly description: string }>>) {
  return Object.entries(table).map(([name, { description }]) => [`${service} ${name}`, description] as const)
}

/** What the page's table says. */
export function readTable(page: string): readonly Row[] {
  const table = page.split('## Which scenario notices what')[1] ?? ''
  return [...table.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, deviation = '', description = '', scenario = '']) => ({ deviation, description, scenario }),
  )
}
