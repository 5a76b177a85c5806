// What it takes to start an Apache Kafka of a version, made once and kept in a cache outside of the repository: the jars,
// which Maven fetches, and a formatted storage folder. Nothing is started here.

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { KataError } from '../../support/shared/index.js'
import { propertiesText, singleNode } from './properties.js'

const execute = promisify(execFile)

export interface Distribution {
  readonly version: string
  /** The command, and the options that every process of this Kafka gets. */
  readonly java: { readonly command: string; readonly options: readonly string[] }
  /** A formatted storage folder, to be copied. */
  readonly storage: string
  /** Archive of loaded classes for this Java; the first node to stop may write it. */
  readonly archive: string
}

const oldestJava = 17

/**
 * Finds or makes what a Kafka of this version needs.
 *
 * @param say told what takes long
 * @throws KataError ENVIRONMENT_NOT_UP where Java or Maven is missing, or the jars cannot be fetched
 */
export async function prepareKafka(version: string, say: (text: string) => void): Promise<Distribution> {
  const command = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  const javaVersion = await checkJava(command, version)
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kafka-kata')
  const folder = join(cache, `apache-kafka-${version}`)
  if (!existsSync(folder)) {
    say(`Maven fetches Apache Kafka ${version} into ${folder}`)
    await make(version, { command, cache, folder })
  }
  return {
    version,
    java: { command, options: optionsOf(folder) },
    storage: join(folder, 'storage'),
    archive: join(folder, `classes-${javaVersion.replace(/[^\w.+-]/g, '_')}.jsa`),
  }
}

/** Light and quick to start; the class path is a list, as an archive of classes holds for one such list only. */
function optionsOf(folder: string): string[] {
  const libs = join(folder, 'libs')
  const classPath = readdirSync(libs)
    .sort()
    .map((name) => join(libs, name))
  const machine = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:-UsePerfData']
  return [...machine, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', classPath.join(':')]
}

/** Full version of the command, such as `17.0.15`. */
async function checkJava(command: string, version: string): Promise<string> {
  const { stderr } = await execute(command, ['-version']).catch((cause: unknown) => {
    throw lacking(version, `There is no Java: "${command}" could not be run.`, cause)
  })
  const [, found = '', major = ''] = /version "((\d+)[^"]*)"/.exec(stderr) ?? []
  if (Number(major) >= oldestJava) return found
  throw lacking(version, `There is Java ${found || 'of an unknown version'}, which is too old.`, undefined)
}

function lacking(version: string, found: string, cause: unknown): KataError {
  const todo = `Install Java ${oldestJava} or newer, and name its folder by JAVA_HOME where PATH does not lead to it.`
  return new KataError('ENVIRONMENT_NOT_UP', { couldNot: couldNot(version), found, todo, cause })
}

/** Everything is made aside and moved into its place as a whole, so that what is there is complete. */
async function make(
  version: string,
  place: { readonly command: string; readonly cache: string; readonly folder: string },
): Promise<void> {
  mkdirSync(place.cache, { recursive: true })
  const aside = mkdtempSync(join(place.cache, 'making-'))
  try {
    await fetchJars(version, join(aside, 'libs'))
    await format(place.command, aside)
    if (!existsSync(place.folder)) renameSync(aside, place.folder)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

async function fetchJars(version: string, libs: string): Promise<void> {
  const pom = fileURLToPath(new URL('pom.xml', import.meta.url))
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${libs}`, '-DincludeScope=runtime']
  await execute('mvn', ['-q', '-B', '-f', pom, `-Dkafka.version=${version}`, ...goal]).catch((cause: unknown) => {
    const { code, stdout = '' } = cause as { readonly code?: unknown; readonly stdout?: string }
    const isMissing = code === 'ENOENT'
    throw new KataError('ENVIRONMENT_NOT_UP', {
      couldNot: couldNot(version),
      found: isMissing
        ? 'Its jars are not in the cache, and there is no Maven to fetch them: PATH leads to no "mvn".'
        : `Maven could not fetch its jars.\n${errorLines(stdout)}`,
      todo: isMissing
        ? 'Install Maven 3; it is needed once for each version of Kafka.'
        : 'Look whether there is such a version, and whether Maven reaches its repository.',
      cause,
    })
  })
}

function errorLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.startsWith('[ERROR]'))
  return lines
    .slice(0, 3)
    .map((line) => `  ${line.slice(0, 300)}`)
    .join('\n')
}

/** Names the cluster and its only node; it knows of no address, so that every copy may listen where it likes. */
async function format(java: string, aside: string): Promise<void> {
  const file = join(aside, 'server.properties')
  const properties = singleNode({ port: 9092, controllerPort: 9093, storage: join(aside, 'storage') })
  writeFileSync(file, propertiesText(properties))
  await execute(java, [...optionsOf(aside), 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file])
  rmSync(file)
}

/** 16 bytes as Kafka writes them. */
const clusterId = Buffer.from('kafka-kata-tests').toString('base64url')

function couldNot(version: string): string {
  return `Apache Kafka ${version} could not be started.`
}
