import { brokerApiTable } from '../../broker/index.js'

const begin = '<!-- APIs: begin -->\n'
const end = '<!-- APIs: end -->'

/** docs/broker.md with the table of APIs as the broker serves them now. */
export function brokerPage(page: string): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error('docs/broker.md has no place for the table of APIs.')
  return page.slice(0, from + begin.length) + brokerApiTable() + page.slice(to)
}
