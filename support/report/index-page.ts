// The first page of a folder of reports: how the run went, in a few lines, and what each file beside it is for. It is plain
// HTML without a script, and it judges nothing.
import { writeFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import type { ScenarioRecord } from '../verdict/index.js'

export interface IndexPage {
  /** Absolute; the links of the page are relative to its folder. */
  readonly file: string
  /** The lines of the summary that tell the counts, the environment and the time. */
  readonly lines: readonly string[]
  readonly scenarios: readonly ScenarioRecord[]
  readonly links: readonly PageLink[]
}

/** A file or folder, and what it is for. */
export interface PageLink {
  /** Absolute path; nothing is looked up. */
  readonly path: string
  readonly text: string
}

/** Writes the page; everything in it has to be masked already. Rejects where the file cannot be written. */
export async function writeIndexPage(page: IndexPage): Promise<void> {
  await writeFile(page.file, renderIndexPage(page))
}

function renderIndexPage({ file, lines, scenarios, links }: IndexPage): string {
  const failed = scenarios.filter(({ outcome }) => outcome === 'failed' || outcome === 'unfinished')
  const skipped = scenarios.filter(({ outcome }) => outcome === 'skipped')
  const unjudged = scenarios.filter(({ outcome }) => outcome === 'unjudged')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>kafka-kata: reports of a run</title>
<style>${style}</style>
<h1>Reports of a run</h1>
<pre>${lines.map(escapeHtml).join('\n')}</pre>
${section('Failed', failed, ({ verdict }) => `${verdict?.class ?? 'not finished'}: ${firstLine(verdict?.text)}`)}
${section('Judged nothing', unjudged, () => 'no step of it judges: it proves nothing')}
${section('Skipped', skipped, ({ skip }) => skip?.reason ?? '')}
<h2>Files</h2>
<table>
${links.map((link) => `<tr><td>${anchor(file, link.path)}<td>${escapeHtml(link.text)}`).join('\n')}
</table>
</html>
`
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem}td{padding:.2rem 1rem .2rem 0;vertical-align:top}'

function section(
  title: string,
  scenarios: readonly ScenarioRecord[],
  reasonOf: (scenario: ScenarioRecord) => string,
): string {
  if (scenarios.length === 0) return ''
  const rows = scenarios.map((scenario) => {
    const cells = [scenario.name, `${scenario.uri}:${scenario.line}`, reasonOf(scenario)]
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}`).join('')}`
  })
  return `<h2>${title}</h2>\n<table>\n${rows.join('\n')}\n</table>`
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? ''
}

function anchor(from: string, path: string): string {
  const link = relative(dirname(from), path).split(sep).map(encodeURIComponent).join('/')
  return `<a href="${link}">${escapeHtml(decodeURIComponent(link))}</a>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
