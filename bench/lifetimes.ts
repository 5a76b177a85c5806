// Whether a worker that lives long grows: ten thousand scenarios in one process, without cucumber, whose own memory would
// hide it. The broker is a process of its own.
import { fileURLToPath } from 'node:url'
import { groupsAt } from '../test/groups-at.js'
import type { Benchmark } from './benchmark.js'
import { here, runNode, tsx } from './child.js'
import type { Lifetimes } from './lifetimes-child.js'
import { catalogueTopic } from './stand.js'
import { duration, type Table } from './table.js'
import { createTopics, type Target } from './target.js'

const project = fileURLToPath(new URL('..', import.meta.url))

interface Extent {
  readonly reader: 'worker' | 'scenario'
  readonly warmUp: number
  readonly count: number
}

export const lifetimes: Benchmark = {
  name: 'lifetimes',
  title: 'what 10,000 scenarios leave in the memory of a worker',
  async measure({ quick, targets }) {
    const extents: readonly Extent[] = quick
      ? [
          { reader: 'worker', warmUp: 20, count: 50 },
          { reader: 'scenario', warmUp: 20, count: 50 },
        ]
      : [
          { reader: 'worker', warmUp: 1000, count: 10_000 },
          { reader: 'scenario', warmUp: 1500, count: 3000 },
        ]
    const tables: Table[] = []
    for (const target of targets) tables.push(await measureOn(target, extents))
    return {
      tables,
      notes: [
        'A lifetime: a World, a citizen, a subscription, a message that is published, claimed and judged by its contract, the evidence, the end. No cucumber, no service.',
        'Heap: in use after a full garbage collection, before and after the lifetimes that are counted. The baseline is the first of the two.',
        'Handles: what would keep the process alive after the worker was closed, by kind. Groups: on the broker after the end.',
      ],
    }
  },
}

async function measureOn(target: Target, extents: readonly Extent[]): Promise<Table> {
  const kafka = await target.start({ isApart: true })
  try {
    await createTopics(kafka.bootstrap, [catalogueTopic])
    const rows: string[][] = []
    for (const extent of extents) rows.push(await measure(kafka.bootstrap, extent))
    return {
      caption: target.name,
      columns: [
        'reader',
        'lifetimes',
        'heap before',
        'heap after',
        'growth',
        'peak memory',
        'each',
        'handles left',
        'groups left',
      ],
      rows,
    }
  } finally {
    await kafka.stop()
  }
}

async function measure(bootstrap: string, { reader, warmUp, count }: Extent): Promise<string[]> {
  const args = ['--expose-gc', ...tsx, here('lifetimes-child.ts'), reader, String(warmUp), String(count)]
  const variables = { KAFKA_BROKERS: bootstrap, KATA_TENANT_ID: 'pb', KATA_REGISTERED_MOBILES: '98########' }
  const { exitCode, stdout, stderr } = await runNode(args, project, variables)
  if (exitCode !== 0) throw new Error(`The lifetimes ended with ${exitCode}.\n${stderr}`)
  const { heapMb, peakRssMb, msEach, handles } = JSON.parse(stdout) as Lifetimes
  const [before, after] = heapMb
  const groups = await groupsAt(bootstrap)
  const megabytes = [before, after, after - before].map((mb) => `${mb.toFixed(1)} MB`)
  const left = handles.length === 0 ? '0' : handles.join(', ')
  return [
    reader,
    String(count),
    ...megabytes,
    `${peakRssMb.toFixed(0)} MB`,
    duration(msEach),
    left,
    String(groups.length),
  ]
}
