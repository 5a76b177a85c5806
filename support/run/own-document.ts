// The part of a feature that one scenario needs. cucumber sends a scenario to its worker together with the whole parsed
// file, so a file of 1,000 scenarios would go over the channel, and be parsed by the worker, 1,000 times.
import type { Examples, Feature, FeatureChild, GherkinDocument, Pickle, Scenario } from '@cucumber/messages'

/** Where a scenario comes from, as cucumber's plugins get it. */
interface Sourced {
  readonly gherkinDocument: GherkinDocument
  readonly pickle: Pickle
}

/**
 * The scenario with a document that holds nothing but its own: the feature's head, backgrounds, its rule, the scenario,
 * and its row of examples. Only hooks ever see the document; messages and reports have the whole one.
 *
 * Without it, 1,000 logins of one file took two workers 43 s in place of 17 s.
 */
export function withOwnDocument<T extends Sourced>(sourced: T): T {
  const { gherkinDocument, pickle } = sourced
  const { feature } = gherkinDocument
  if (feature === undefined) return sourced
  const own = ownFeature(feature, new Set(pickle.astNodeIds))
  return { ...sourced, gherkinDocument: { ...gherkinDocument, comments: [], feature: own } }
}

function ownFeature(feature: Feature, ids: ReadonlySet<string>): Feature {
  return { ...feature, children: feature.children.flatMap((child) => ownChild(child, ids)) }
}

function ownChild(child: FeatureChild, ids: ReadonlySet<string>): readonly FeatureChild[] {
  const { rule, scenario } = child
  if (scenario !== undefined) return ids.has(scenario.id) ? [{ scenario: ownScenario(scenario, ids) }] : []
  if (rule === undefined) return [child]
  if (!rule.children.some((each) => each.scenario !== undefined && ids.has(each.scenario.id))) return []
  return [{ rule: { ...rule, children: rule.children.flatMap((each) => ownChild(each, ids)) } }]
}

function ownScenario(scenario: Scenario, ids: ReadonlySet<string>): Scenario {
  return { ...scenario, examples: scenario.examples.flatMap((examples) => ownExamples(examples, ids)) }
}

function ownExamples(examples: Examples, ids: ReadonlySet<string>): readonly Examples[] {
  const tableBody = examples.tableBody.filter(({ id }) => ids.has(id))
  return tableBody.length === 0 ? [] : [{ ...examples, tableBody }]
}
