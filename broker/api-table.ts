// The table of docs/broker.md.
import { apis } from './apis.js'

/** A Markdown table of all APIs that the broker serves, ending in a line break. */
export function brokerApiTable(): string {
  const rows = apis.map(({ api: { key, name, versions, flexibleFrom, servedFrom } }) => {
    const [min, max] = versions
    const refused = servedFrom === undefined ? '' : `0–${servedFrom - 1} are answered with an error code`
    return `| ${key} | ${name} | ${min}–${max} | ${flexibleFrom} | ${refused} |`
  })
  return ['| key | API | versions | flexible from | remark |', '| --: | --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  )
}
