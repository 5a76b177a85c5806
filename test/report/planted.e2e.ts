// A run in a process of its own with numbers, codes and a secret planted everywhere: none of them may be left in clear.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { inFolder, readBack, type Written } from './written.js'

const planted = /91234500\d\d|91234[ -]500\d\d|482911|planted-password/

/** Where a planted value is still in clear: in a file's name, its bytes, or an attachment's decoded bytes. */
function leaks({ files, ndjson, console }: Written): readonly string[] {
  const attachments = ndjson.flatMap(({ attachment }) =>
    attachment?.contentEncoding === 'BASE64' ? [attachment.body] : [],
  )
  const texts = [
    ['console', console] as const,
    ...[...files].map(([path, content]) => [path, `${path}\n${content.toString('latin1')}`] as const),
    ...attachments.map((body) => ['attachment', Buffer.from(body, 'base64').toString('latin1')] as const),
  ]
  return texts.flatMap(([where, text]) => {
    const found = planted.exec(text)
    return found === null ? [] : [`${where}: …${text.slice(Math.max(0, found.index - 40), found.index + 40)}…`]
  })
}

describe('a run with numbers, codes and a secret planted everywhere', () => {
  it('leaves none of them in any file or on the console, though a worker was killed', { timeout: 60_000 }, async () => {
    await inFolder(async (folder) => {
      const script = fileURLToPath(new URL('../testdata/report/planted/run.ts', import.meta.url))
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder])
      const written = await readBack(folder, stdout)
      expect(leaks(written)).toStrictEqual([])
      expect(stdout).toContain('5 scenarios: 1 passed, 4 failed (1 MISSING, 1 INFRASTRUCTURE, 2 TEST)\n')
      expect(written.suite.testcase?.map(({ name, failure }) => `${failure?.type ?? 'passed'} ${name}`)).toStrictEqual([
        'passed passes for 91••••••07',
        'TEST throws for <number> - of 91••••••11 - #1.1: throws for +9191••••••12',
        'MISSING attaches',
        'INFRASTRUCTURE crashes its worker',
        'TEST has a hook that fails',
      ])
      expect(written.allure.map(({ name, status }) => `${status} ${name}`).sort()).toStrictEqual([
        'broken crashes its worker',
        'broken has a hook that fails',
        'broken throws for +9191••••••12',
        'failed attaches',
        'passed passes for 91••••••07',
      ])
      const named = written.ndjson.find(({ pickle }) => pickle !== undefined)?.pickle
      expect([named?.uri, named?.tags[0]?.name]).toStrictEqual(['planted-91••••••01.feature', '@citizen-91••••••03'])
    })
  })
})
