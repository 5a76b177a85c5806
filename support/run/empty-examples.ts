// Outlines of which nothing is run, since there is no row to run them with. cucumber makes no scenario of them and says nothing.
import type { FeatureChild, GherkinDocument, RuleChild } from '@cucumber/messages'

/** One warning for each table of Examples in a feature that has no row below its heading. */
export function emptyExamples({ feature, uri }: GherkinDocument): readonly string[] {
  return (feature?.children ?? [])
    .flatMap(scenariosOf)
    .flatMap(({ name, examples }) =>
      examples
        .filter(({ tableBody }) => tableBody.length === 0)
        .map(
          ({ location }) =>
            `The Examples at ${uri}:${location.line} have no row: nothing of "${name}" was run by them.`,
        ),
    )
}

function scenariosOf({ scenario, ...child }: FeatureChild | RuleChild) {
  if (scenario !== undefined) return [scenario]
  const { rule } = { rule: undefined, ...child }
  return rule?.children.flatMap(({ scenario: inside }) => (inside === undefined ? [] : [inside])) ?? []
}
