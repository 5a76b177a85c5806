import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator } from '@cucumber/messages'
import { describe, expect, it } from 'vitest'
import { withOwnDocument } from '../../support/run/own-document.js'

const text = `
@tag
Feature: Two rules
  # a comment
  Background:
    Given one

  Scenario: First
    When two

  Rule: A rule
    Background:
      Given three

    Scenario Outline: Second
      When <it>

      Examples: these
        | it   |
        | four |
        | five |

      Examples: those
        | it  |
        | six |

  Rule: Another rule
    Scenario: Third
      Then seven
`

function documentsOf(feature: string) {
  const newId = IdGenerator.incrementing()
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher())
  const gherkinDocument = { ...parser.parse(feature), uri: 'a.feature' }
  const pickles = compile(gherkinDocument, 'a.feature', newId)
  return pickles.map((pickle) => withOwnDocument({ gherkinDocument, pickle, location: { line: 1 } }))
}

/** What a document holds, as indented lines. */
function outline({ gherkinDocument: { comments, feature } }: ReturnType<typeof documentsOf>[number]): string[] {
  const lines = [`${feature?.tags.map(({ name }) => name)} ${feature?.name}, ${comments.length} comments`]
  const add = (child: NonNullable<typeof feature>['children'][number], indent: string) => {
    if (child.background !== undefined) lines.push(`${indent}background`)
    if (child.rule !== undefined) lines.push(`${indent}rule ${child.rule.name}`)
    for (const each of child.rule?.children ?? []) add(each, `${indent}  `)
    if (child.scenario === undefined) return
    lines.push(`${indent}scenario ${child.scenario.name}`)
    for (const { name, tableHeader, tableBody } of child.scenario.examples) {
      const cells = [tableHeader, ...tableBody].map((row) => row?.cells.map(({ value }) => value))
      lines.push(`${indent}  ${name}: ${cells}`)
    }
  }
  for (const child of feature?.children ?? []) add(child, '  ')
  return lines
}

describe('the document of a scenario', () => {
  it('holds the head of the feature, its backgrounds, and the scenario alone', () => {
    const [first] = documentsOf(text).map(outline)
    expect(first).toEqual(['@tag Two rules, 0 comments', '  background', '  scenario First'])
  })

  it('holds of an outline the row that the scenario was made from', () => {
    const [, , five, six] = documentsOf(text).map(outline)
    const around = ['@tag Two rules, 0 comments', '  background', '  rule A rule', '    background']
    expect(five).toEqual([...around, '    scenario Second', '      these: it,five'])
    expect(six).toEqual([...around, '    scenario Second', '      those: it,six'])
  })

  it('holds no rule but its own', () => {
    expect(outline(documentsOf(text)[4] as ReturnType<typeof documentsOf>[number])).toEqual([
      '@tag Two rules, 0 comments',
      '  background',
      '  rule Another rule',
      '    scenario Third',
    ])
  })

  it('leaves everything else about the scenario as it is', () => {
    const [first] = documentsOf(text)
    expect(first?.pickle.name).toBe('First')
    expect(first?.location).toEqual({ line: 1 })
    expect(first?.gherkinDocument.uri).toBe('a.feature')
  })
})
