// Lets this process require TypeScript: esbuild makes CommonJS of a file when it is first needed, and what it made is kept
// below node_modules until the file changes. The first file that cucumber requires, in the coordinator and every worker.
//
// It works in this thread. Loaders of ES modules, such as tsx', have a thread of their own that is asked about every
// module of every package: a run in two workers spent twice the processor time on its start.
const { createHash } = require('node:crypto')
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const Module = require('node:module')
const { basename, dirname, join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')

const project = resolve(__dirname, '../..')
const cache = join(project, 'node_modules/.cache/kafka-kata')
const { version } = require('esbuild/package.json')
/** What is kept was made by this esbuild, in this way. */
const maker = hashOf(`${version} ${readFileSync(__filename)}`)

process.setSourceMapsEnabled(true)
// From Node 22 on what V8 compiles is kept as well, of packages too.
Module.enableCompileCache?.(join(cache, 'v8'))
const resolveFilename = Module._resolveFilename
Module._resolveFilename = function (request, parent, ...rest) {
  return findSource(request, parent?.filename) ?? resolveFilename.call(this, request, parent, ...rest)
}
Module._extensions['.ts'] = (module, file) => module._compile(compiled(file), file)

/** TypeScript names a file by what it will be: `./mask.js` is mask.ts. */
function findSource(request, from = '') {
  if (!/^\.{1,2}\/.*\.js$/.test(request) || !from.endsWith('.ts')) return undefined
  const source = resolve(dirname(from), request.replace(/js$/, 'ts'))
  return existsSync(source) ? source : undefined
}

function compiled(file) {
  const source = readFileSync(file, 'utf8')
  const mark = `/* ${hashOf(`${maker} ${source}`)} */`
  const kept = join(cache, `${basename(file, '.ts')}.${hashOf(file)}.cjs`)
  return read(kept, mark) ?? keep(kept, compile(source, file, mark))
}

function compile(source, file, mark) {
  const { code, map } = transform(source, file, {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    // Node would look for what is imported in passing by the rules of ES modules, which do not know of TypeScript.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__url', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    banner: `${mark} 'use strict'; const __url = require('node:url').pathToFileURL(__filename).href;`,
    sourcemap: 'external',
    sourcesContent: false,
  })
  const named = JSON.stringify({ ...JSON.parse(map), sources: [pathToFileURL(file).href] })
  return `${code}//# sourceMappingURL=data:application/json;base64,${Buffer.from(named).toString('base64')}\n`
}

/** The ending makes a default import of a CommonJS package what it is to Node; nobody else should hear of it. */
function transform(source, file, options) {
  const sourcefile = `${file.slice(0, -2)}mts`
  try {
    return require('esbuild').transformSync(source, { ...options, sourcefile, logLevel: 'silent' })
  } catch (error) {
    throw new SyntaxError(error.message.replaceAll(sourcefile, file))
  }
}

/** What was kept, where it was made of this very text. */
function read(kept, mark) {
  try {
    const code = readFileSync(kept, 'utf8')
    return code.startsWith(mark) ? code : undefined
  } catch {
    return undefined
  }
}

/** Whole or not at all, as several workers may write the same; where nothing can be written, the next start takes longer. */
function keep(kept, code) {
  const part = `${kept}.${process.pid}`
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(part, code)
    renameSync(part, kept)
  } catch {}
  return code
}

function hashOf(text) {
  return createHash('sha1').update(text).digest('hex')
}
