// The tags of the features, looked at before anything is started.
import { readFileSync } from 'node:fs'
import { refuseMisreadTags } from '../language/index.js'

/**
 * Refuses tags that look like ours and would be ignored, wherever they stand in the files; but not those that the tag
 * expression names, since it reads them. KataError TAG_UNKNOWN.
 */
export function checkTags(files: readonly string[], tagExpression: string): void {
  const named: readonly string[] = tagExpression.match(/@[^\s()]+/g) ?? []
  for (const file of new Set(files)) {
    for (const { tags, line } of tagLines(readFileSync(file, 'utf8'))) {
      const unread = tags.filter((tag) => !named.includes(tag))
      refuseMisreadTags(unread, `${file}:${line}`)
    }
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
