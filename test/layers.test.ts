// The import table of CONTRIBUTING.md, enforced: who may import which room, and which packages.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const rooms = [
  'cli',
  'run',
  'world',
  'digit',
  'open-finance',
  'kafka',
  'http',
  'language',
  'match',
  'contract',
  'verdict',
  'report',
  'doctor',
  'config',
  'shared',
]
const without = (...left: readonly string[]) => rooms.filter((room) => !left.includes(room))

interface Rule {
  readonly rooms: readonly string[]
  readonly typesOf?: readonly string[]
  readonly packages: readonly string[]
}

/** Rooms (of which the index alone may be imported) and packages; `shared` and node's own modules are everybody's. */
const table: Readonly<Record<string, Rule>> = {
  steps: { rooms: ['world', 'digit', 'open-finance'], packages: [], typesOf: ['@cucumber/cucumber'] },
  cli: { rooms: ['run'], packages: ['commander'] },
  run: {
    rooms: [...without('cli'), 'broker', 'services'],
    packages: ['@cucumber/cucumber/api', 'esbuild'],
    typesOf: ['@cucumber/messages', '@cucumber/cucumber'],
  },
  world: {
    rooms: without('cli', 'run', 'report', 'doctor'),
    packages: ['@cucumber/cucumber', '@cucumber/gherkin', '@cucumber/cucumber-expressions'],
  },
  digit: { rooms: ['kafka', 'http', 'match', 'contract'], typesOf: ['config'], packages: [] },
  'open-finance': { rooms: ['kafka', 'http', 'match', 'contract'], typesOf: ['config'], packages: [] },
  kafka: { rooms: [], typesOf: ['config'], packages: ['kafkajs', 'kafkajs-snappy', 'lz4js', 'fzstd'] },
  http: { rooms: [], typesOf: ['config'], packages: ['axios'] },
  language: { rooms: ['match'], packages: ['jsonpath-plus', 'yaml'] },
  match: { rooms: [], packages: ['chai'] },
  contract: { rooms: ['match'], packages: ['ajv', 'ajv-formats', 'yaml'] },
  verdict: { rooms: ['match', 'contract'], typesOf: ['kafka', '@cucumber/messages'], packages: [] },
  report: {
    rooms: ['verdict'],
    typesOf: ['contract', '@cucumber/cucumber'],
    packages: [
      '@cucumber/messages',
      '@cucumber/html-formatter',
      '@cucumber/junit-xml-formatter',
      'allure-cucumberjs',
      'allure-js-commons',
    ],
  },
  doctor: { rooms: ['contract', 'kafka'], typesOf: ['config'], packages: [] },
  config: { rooms: [], packages: ['ajv', 'yaml'] },
  shared: { rooms: [], packages: [] },
  services: { rooms: [], packages: ['hono', '@hono/node-server', 'kafkajs'] },
  broker: { rooms: [], packages: [] },
}

interface Import {
  readonly file: string
  readonly from: string
  readonly typesOnly: boolean
}

const files = ['support', 'steps', 'broker', 'services', 'bin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|js|cjs)$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
)

describe('the import table', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(100)
  })

  it('holds for every import', () => {
    expect(files.flatMap(importsOf).flatMap(breach)).toEqual([])
  })

  it('names only rooms and packages that somebody imports', () => {
    const used = new Set(
      files.flatMap((file) => importsOf(file).map(({ from }) => `${roomOf(file)} ← ${targetOf(file, from)}`)),
    )
    const idle = Object.entries(table).flatMap(([room, { packages }]) =>
      packages.filter((name) => !used.has(`${room} ← ${name}`)).map((name) => `${room} ← ${name}`),
    )
    expect(idle.filter((entry) => !planned.has(entry))).toEqual([])
  })

  it.each([
    ['process.env is read in config/ only', /\bprocess\.env\b/, /^support\/(?:config\/|run\/plugin\.ts)/],
    ['console is used in cli/ and run/ only', /\bconsole\.(?:log|error|warn|info|debug)\(/, /^support\/(?:cli|run)\//],
    [
      'process.exit and process.on stand in cli/, run/ and the worker’s entry only',
      /\bprocess\.(?:exit|on|once)\(/,
      /^(?:support\/(?:cli|run)\/|support\/world\/worker\.ts|bin\/)/,
    ],
  ])('%s', (_fact, pattern, allowed) => {
    const found = files.filter((file) => !allowed.test(file) && pattern.test(code(file)))
    expect(found).toEqual([])
  })
})

/** Rooms of the design that will need these, though no file does yet. */
const planned = new Set(['world ← @cucumber/gherkin', 'world ← @cucumber/cucumber-expressions', 'language ← yaml'])

function breach({ file, from, typesOnly }: Import): string[] {
  const room = roomOf(file)
  const rule = table[room]
  if (rule === undefined || from.startsWith('node:')) return []
  const target = targetOf(file, from)
  const allowed = [...rule.rooms, ...rule.packages, 'shared', ...(typesOnly ? (rule.typesOf ?? []) : [])]
  if (target === room || (target === 'shared' && ['broker', 'services'].includes(room) === false)) {
    return target === room || from.endsWith('/index.js')
      ? []
      : [`${file} imports ${from}: only a room's index.ts is its door.`]
  }
  if (!allowed.includes(target)) return [`${file} imports ${from}: the room ${room} may not import ${target}.`]
  const isRoom = from.startsWith('.')
  return isRoom && !from.endsWith('/index.js') ? [`${file} imports ${from}: only a room's index.ts is its door.`] : []
}

function importsOf(file: string): Import[] {
  const text = withoutComments(read(file))
  const pattern = /(?:import|export)\s+(type\s+)?([^'";]*?from\s+)?'([^']+)'|(?:import|require)\(\s*'([^']+)'\s*\)/g
  return [...text.matchAll(pattern)].flatMap(([, type, names = '', from, dynamic]) => {
    const source = from ?? dynamic
    if (source === undefined) return []
    const listed =
      /\{([^}]*)\}/
        .exec(names)?.[1]
        ?.split(',')
        .filter((name) => name.trim() !== '') ?? []
    const typesOnly =
      type !== undefined || (listed.length > 0 && listed.every((name) => name.trim().startsWith('type ')))
    return [{ file, from: source, typesOnly }]
  })
}

function targetOf(file: string, from: string): string {
  if (!from.startsWith('.')) return packageOf(from)
  return roomOf(posix.normalize(posix.join(dirname(file), from)))
}

function packageOf(from: string): string {
  if (from === '@cucumber/cucumber/api') return from
  const parts = from.split('/')
  return from.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? from)
}

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/')
  return first === 'support' ? second : first
}

function read(file: string): string {
  return readFileSync(join(root, relative('.', file)), 'utf8')
}

/** A source without its comments and texts. */
function code(file: string): string {
  return withoutComments(read(file)).replace(/'[^'\n]*'/g, "''")
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
