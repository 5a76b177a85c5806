// Allure's report as one HTML file, made by Allure 3 from the result files of a run: no Java, and no call to anywhere. The
// tool is large and only this needs it, so it is looked up when it is asked for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { KataError } from '../shared/index.js'
import { reportFiles } from './discard-reports.js'

export interface AllurePageOptions {
  /** Result files of a run. Absolute. */
  readonly allureFolder: string
  /** Where the page goes, and the history that the next page shows trends from. Absolute; made where it is missing. */
  readonly folder: string
  /** Where Allure is looked up first: the folder of the project. */
  readonly cwd: string
  /** What the process of Allure gets. Its pages count visits on the internet unless ALLURE_NO_ANALYTICS is set here. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Writes `allure.html`, and adds this run to `allure-history.jsonl`.
 *
 * @returns the absolute path of the page
 * @throws KataError REPORT_INCOMPLETE where there are no results or no Allure; REPORT_NOT_WRITTEN where Allure fails
 */
export async function renderAllurePage(options: AllurePageOptions): Promise<string> {
  const { allureFolder, folder, cwd, env } = options
  await checkResults(allureFolder)
  const tool = findAllure(cwd)
  await mkdir(folder, { recursive: true })
  const scratch = await mkdtemp(join(tmpdir(), 'kata-allure-'))
  try {
    const configuration = join(scratch, 'allurerc.json')
    const output = join(scratch, 'page')
    await writeFile(configuration, JSON.stringify(configurationOf(output, join(folder, historyFile))))
    await generate(tool, { configuration, results: allureFolder, cwd: scratch, env })
    const page = join(folder, reportFiles.allurePage)
    await copyFile(join(output, 'index.html'), page)
    return page
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Kept over runs; a pipeline that wants trends keeps it from run to run. */
const historyFile = 'allure-history.jsonl'

function configurationOf(output: string, historyPath: string): unknown {
  return { name: 'kafka-kata', output, historyPath, plugins: { allure2: { options: { singleFile: true } } } }
}

async function checkResults(folder: string): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : []
  if (names.some((name) => name.endsWith('-result.json'))) return
  throw new KataError('REPORT_INCOMPLETE', {
    couldNot: 'The Allure page could not be made.',
    found: `There are no results of a run in ${folder}.`,
    todo: 'Run the features first: kata run (with --reports, name the same folder to both).',
  })
}

/** Allure's command: of the project, else of this package. */
function findAllure(cwd: string): string {
  for (const from of [join(cwd, 'package.json'), import.meta.url]) {
    try {
      return join(dirname(createRequire(from).resolve('allure')), '..', 'cli.js')
    } catch {
      // Looked up at the next place.
    }
  }
  throw new KataError('REPORT_INCOMPLETE', {
    couldNot: 'The Allure page could not be made.',
    found: 'The package "allure" is not installed.',
    todo: 'Install it: npm install --save-dev allure@3 (it needs no Java).',
  })
}

interface Generation {
  readonly configuration: string
  readonly results: string
  readonly cwd: string
  readonly env: AllurePageOptions['env']
}

async function generate(tool: string, { configuration, results, cwd, env }: Generation): Promise<void> {
  const args = [tool, 'generate', '--config', configuration, '--cwd', cwd, results]
  const child = spawn(process.execPath, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const [exitCode] = await once(child, 'close')
  if (exitCode === 0) return
  throw new KataError('REPORT_NOT_WRITTEN', {
    couldNot: 'The Allure page could not be made.',
    found: `Allure ended with exit code ${exitCode}:\n${Buffer.concat(said).toString('utf8').trim().slice(-500)}`,
    todo: 'Look for the cause in these lines.',
  })
}
