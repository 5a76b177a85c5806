// Where and with what the figures were measured: without it they say nothing.
import { readFileSync } from 'node:fs'
import os from 'node:os'

/** Packages whose speed is part of the figures. */
const packages = ['kafkajs', '@cucumber/cucumber', 'esbuild', 'axios', 'hono']

/** The machine, its load, the versions and the time, as lines of Markdown. */
export function describeMachine(): string {
  const cpus = os.cpus()
  const memoryGb = (os.totalmem() / 2 ** 30).toFixed(0)
  const load = os.loadavg()[0]?.toFixed(1)
  const versions = packages.map((name) => `${name} ${versionOf(name)}`).join(', ')
  return [
    `- machine: ${cpus.length} × ${cpus[0]?.model ?? 'unknown processor'}, ${memoryGb} GB, ${os.type()} ${os.arch()}`,
    `- load average of the last minute, at the start: ${load}`,
    `- versions: Node ${process.versions.node}, kafka-kata ${readVersion('../package.json')}, ${versions}`,
    `- date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join('\n')
}

function versionOf(name: string): string {
  return readVersion(`../node_modules/${name}/package.json`)
}

function readVersion(path: string): string {
  const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }
  return version
}
