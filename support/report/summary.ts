// The last lines of a run, for people: counts in plain words, why scenarios were skipped, warnings, where the reports are.
import { isAbsolute, relative, sep } from 'node:path'
import type { LedgerFacts } from '../verdict/index.js'

export interface SummaryParts {
  readonly facts: LedgerFacts
  readonly environment: string
  /** What is not secure. */
  readonly stamp?: string | undefined
  readonly isInterrupted: boolean
  readonly startedAt: Date
  readonly endedAt: Date
  readonly warnings: readonly string[]
  /** Absolute paths, with what each is. */
  readonly files: readonly { readonly what: string; readonly path: string }[]
  readonly cwd: string
}

/** The summary, lines without an end of line. */
export function renderSummary(parts: SummaryParts): readonly string[] {
  const { facts, warnings, files, cwd } = parts
  return [
    ...(parts.isInterrupted ? ['The run was interrupted.'] : []),
    `${plural(facts.selected, 'scenario')}: ${counts(facts).join(', ')}`,
    ...[...facts.skippedByService].map(
      ([service, count]) => `  skipped for want of service "${service}": ${plural(count, 'scenario')}`,
    ),
    ...(facts.unjudged.length > 0
      ? [
          '  nothing was judged in these, so they prove nothing: give them a Then',
          ...facts.unjudged.slice(0, 5).map(({ uri, line, name }) => `    ${uri}:${line}  ${name}`),
          ...(facts.unjudged.length > 5 ? [`    and ${facts.unjudged.length - 5} more`] : []),
        ]
      : []),
    ...(facts.retried > 0 ? [`  needed more than one attempt: ${plural(facts.retried, 'scenario')}`] : []),
    ...(facts.parseErrors.length > 0 ? [`  ${plural(facts.parseErrors.length, 'feature file')} did not parse`] : []),
    ...(facts.failedRunHooks.length > 0 ? [`  ${plural(facts.failedRunHooks.length, 'hook')} of the run failed`] : []),
    `environment ${parts.environment}, ${times(parts)}`,
    ...(parts.stamp === undefined ? [] : [parts.stamp]),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...(files.length > 0 ? ['reports:'] : []),
    ...files.map(({ what, path }) => `  ${what.padEnd(9)} ${shortPath(path, cwd)}`),
  ]
}

function counts({ selected, passed, unjudged, failed, skipped, unfinished }: LedgerFacts): readonly string[] {
  const classes = Object.entries(failed).filter(([, count]) => count > 0)
  const failures = classes.reduce((sum, [, count]) => sum + count, 0)
  const named = classes.map(([name, count]) => `${count} ${name}`).join(', ')
  const parts = [
    ...(passed > 0 || selected === 0 ? [`${passed} passed`] : []),
    ...(unjudged.length > 0 ? [`${unjudged.length} without a judgement`] : []),
    ...(failures > 0 ? [`${failures} failed (${named})`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(unfinished > 0 ? [`${unfinished} not finished`] : []),
  ]
  return parts
}

/** Relative where the file lies in the working directory, with slashes; whole elsewhere. */
function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short.startsWith('..') || isAbsolute(short) ? path : short.split(sep).join('/')
}

function times({ startedAt, endedAt }: SummaryParts): string {
  const seconds = Math.max(0, endedAt.getTime() - startedAt.getTime()) / 1000
  return `${utc(startedAt)} to ${utc(endedAt)} UTC, ${seconds.toFixed(1)} s`
}

function utc(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

/** "1 scenario", "2 scenarios". */
function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
