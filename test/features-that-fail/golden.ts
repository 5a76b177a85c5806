// The verdicts of the features that must fail, as one text: what changes from run to run has a name instead of a value.

import type { Outcome } from '../kata-run.js'

/** All verdicts as Markdown, a heading for each scenario. */
export function goldenText(outcomes: readonly Outcome[]): string {
  const sections = outcomes.map(({ name, verdict }) => {
    const title = verdict === undefined ? 'passed' : [...new Set([verdict.class, verdict.code])].join(' ')
    return `## ${name}\n\n${title}\n\n\`\`\`\n${named(verdict?.text ?? '')}\n\`\`\`\n`
  })
  return `# What each feature that must fail ends in\n\n${sections.join('\n')}`
}

function named(text: string): string {
  const numbers: string[] = []
  const letter = (number: string) => {
    if (!numbers.includes(number)) numbers.push(number)
    return String.fromCharCode(65 + numbers.indexOf(number))
  }
  return text
    .replace(/\d\d••••••\d\d(?:#\d+)?/g, (number) => `NUMBER-${letter(number)}`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/OTP#\d+/g, 'OTP#N')
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\d:\d+(?: \d:\d+)*/g, 'OFFSETS')
    .replace(/partition \d+ offset \d+/g, 'partition P offset O')
    .replace(/"1\d{12}"/g, '"EPOCH"')
    .replace(/\d+(?:\.\d+)? m?s (?=after|before)/g, 'SOME TIME ')
    .replace(/^(The client says: ).*$/m, '$1REASON')
    .replace(/^( {2}client {4}).*(?:\n {12}\S.*)*$/m, '$1REASON')
}
