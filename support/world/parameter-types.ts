import { defineParameterType } from '@cucumber/cucumber'

const unitMs: Readonly<Record<string, number>> = { second: 1000, seconds: 1000, millisecond: 1, milliseconds: 1, ms: 1 }

/** Registers the parameter types of the sentences; called once by the worker's entry. */
export function registerParameterTypes(): void {
  defineParameterType({
    name: 'within',
    regexp: / within (\d+(?:\.\d+)?) (seconds?|milliseconds?|ms)|/,
    transformer: (amount?: string, unit?: string) =>
      amount === undefined || unit === undefined ? undefined : Math.round(Number(amount) * (unitMs[unit] ?? 1)),
    useForSnippets: false,
  })
}
