// The tags of the features, looked at before anything is started.
import { readFileSync } from 'node:fs'
import { refuseMisreadTags } from '../language/index.js'

/** Refuses tags that look like ours and would be ignored, wherever they stand in the files. KataError TAG_UNKNOWN. */
export function checkTags(files: readonly string[]): void {
  for (const file of new Set(files)) {
    for (const { tags, line } of tagLines(readFileSync(file, 'utf8'))) refuseMisreadTags(tags, `${file}:${line}`)
  }
}

/** Gherkin takes every line that begins with `@` for tags, but in a doc string. */
function tagLines(text: string): readonly { readonly tags: readonly string[]; readonly line: number }[] {
  let fence: string | undefined
  return text.split('\n').flatMap((written, index) => {
    const line = written.trim()
    const mark = /^("""|```)/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || fence === mark)) fence = fence === undefined ? mark : undefined
    if (fence !== undefined || !line.startsWith('@')) return []
    return [{ tags: line.replace(/\s#.*$/, '').match(/@[^\s@]*/g) ?? [], line: index + 1 }]
  })
}
