// How TypeScript is loaded by a run, in a process of its own and a folder that is thrown away.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'typescript-'))
  mkdirSync(join(folder, 'support/run'), { recursive: true })
  cpSync(join(project, 'support/run/typescript.cjs'), join(folder, 'support/run/typescript.cjs'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(project, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, ...lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
}

/** What the process prints that requires a file. */
function run(name: string): string {
  const script = `require('./support/run/typescript.cjs'); require('./${name}')`
  return execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

describe('a TypeScript file that a run requires', () => {
  it('finds what it imports by the name that it will have, at once and in passing', () => {
    write('kind.ts', "export type Kind = 'a'", "export const kind: Kind = 'a'")
    write('late.ts', "export const late = 'b'")
    write(
      'main.ts',
      "import { type Kind, kind } from './kind.js'",
      'const known: Kind = kind',
      "void import('./late.js').then(({ late }) => console.log(known, late, import.meta.url))",
    )
    expect(run('main.ts')).toBe(`a b file://${folder}/main.ts\n`)
  })

  it('knows where it lies', () => {
    write('main.ts', 'console.log(import.meta.url, import.meta.dirname, import.meta.filename)')
    expect(run('main.ts')).toBe(`file://${folder}/main.ts ${folder} ${folder}/main.ts\n`)
  })

  it('is strict, and sees a CommonJS package as an ES module does', () => {
    write('old.cjs', 'exports.__esModule = true', "exports.default = 'x'")
    write('main.ts', "import old from './old.cjs'", 'console.log(old.default, (function () { return this })())')
    expect(run('main.ts')).toBe('x undefined\n')
  })

  it('tells its own lines in a stack', () => {
    write(
      'main.ts',
      'interface Nothing {',
      '  readonly a: string',
      '}',
      'export type N = Nothing',
      '',
      "console.log(new Error('x').stack)",
    )
    expect(run('main.ts')).toContain(`${folder}/main.ts:6:13`)
  })

  it('is made anew once it is changed, and not before', () => {
    write('main.ts', "console.log('first')")
    expect([run('main.ts'), run('main.ts')]).toEqual(['first\n', 'first\n'])
    const [name = ''] = kept()
    writeFileSync(join(cache(), name), `${'/* another */'} console.log('stale')`)
    expect(run('main.ts')).toBe('first\n')
    write('main.ts', "console.log('second')")
    expect(run('main.ts')).toBe('second\n')
    expect(kept()).toEqual([name])
  })

  it('says where it cannot be understood', () => {
    write('main.ts', 'const a = 1', 'const b = = 2')
    expect(() => run('main.ts')).toThrow(/\/main\.ts:2:10: ERROR: Unexpected "="/)
    expect(kept()).toEqual([])
  })

  it('needs no place to keep anything', () => {
    write('node_modules/.cache', 'is a file')
    write('main.ts', "console.log('still')")
    expect(run('main.ts')).toBe('still\n')
  })
})

function cache(): string {
  return join(folder, 'node_modules/.cache/kafka-kata')
}

/** Names of what was made; newer versions of Node keep something beside it. */
function kept(): readonly string[] {
  return existsSync(cache()) ? readdirSync(cache()).filter((name) => name.endsWith('.cjs')) : []
}
