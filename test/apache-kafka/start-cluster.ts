// Several nodes of Apache Kafka that are one cluster, each of which can be killed, ended and started again on its folder
// and ports, for as long as a test needs them.

import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import kafkajs from 'kafkajs'
import type { Distribution } from './distribution.js'
import { type KafkaProcess, logOf, notStarted, startProcess } from './kafka-process.js'
import { lastingPorts } from './ports.js'
import { clusterNode, type NumberedPlace, type Properties, propertiesText } from './properties.js'

export interface ClusterOptions {
  /** How many; three are what most clusters have. */
  readonly nodes: number
  /** Made for it, and removed when it stops. */
  readonly folder: string
  /** Over those of every node, or of a node by its place. */
  readonly properties?: Properties | ((place: NumberedPlace) => Properties)
}

/** A node of a cluster, up or not. */
export interface ClusterNode {
  /** As Kafka numbers it, from 1. */
  readonly nodeId: number
  /** `127.0.0.1:PORT` */
  readonly address: string
  isUp(): boolean
  /** SIGKILL: nobody is told. */
  kill(): Promise<void>
  /** SIGTERM: it hands over what it leads first. */
  end(): Promise<void>
  /** Starts it on what its logs hold, and waits until it answers. KataError ENVIRONMENT_NOT_UP. */
  start(): Promise<void>
}

export interface RunningCluster {
  /** Every node's `127.0.0.1:PORT`, with commas between. */
  readonly bootstrap: string
  readonly nodes: readonly ClusterNode[]
  /** From the start of the processes until each of them knew all. */
  readonly readyMs: number
  /** Waits until every node that runs is back among the others. */
  settled(): Promise<void>
  /** Kills all and removes the folder. */
  stop(): Promise<void>
}

const attempts = 3

/** Starts a cluster on ports of 127.0.0.1 that stay theirs. KataError ENVIRONMENT_NOT_UP with the end of a node's log. */
export async function startCluster(distribution: Distribution, options: ClusterOptions): Promise<RunningCluster> {
  for (let attempt = 1; ; attempt++) {
    const started = performance.now()
    const nodes = await makeNodes(distribution, options)
    try {
      await Promise.all(nodes.map((node) => node.start()))
      await settled(nodes)
      return {
        bootstrap: nodes.map(({ address }) => address).join(','),
        nodes,
        readyMs: performance.now() - started,
        settled: () => settled(nodes),
        stop: () => stop(nodes, options.folder),
      }
    } catch (error) {
      // Another process may have taken a port since it was found to be free.
      const isTaken = nodes.some(({ nodeId }) => logOf(homeOf(options, nodeId)).includes('Address already in use'))
      await stop(nodes, options.folder)
      if (attempt === attempts || !isTaken) throw error
    }
  }
}

async function makeNodes(distribution: Distribution, options: ClusterOptions): Promise<readonly ClusterNode[]> {
  const { nodes, properties = {} } = options
  const ports = await lastingPorts(nodes * 2)
  const places = Array.from({ length: nodes }, (_, index) => ({
    nodeId: index + 1,
    port: ports[index * 2] ?? 0,
    controllerPort: ports[index * 2 + 1] ?? 0,
    storage: join(homeOf(options, index + 1), 'storage'),
  }))
  return places.map((place) => {
    const home = homeOf(options, place.nodeId)
    mkdirSync(home, { recursive: true })
    copyStorage(distribution.storage, place)
    const own = typeof properties === 'function' ? properties(place) : properties
    writeFileSync(join(home, 'server.properties'), propertiesText({ ...clusterNode(place, places), ...own }))
    return createNode(distribution, home, place)
  })
}

function homeOf({ folder }: ClusterOptions, nodeId: number): string {
  return join(folder, `node-${nodeId}`)
}

/** The formatted storage of the first node becomes another one's by its own number and name. */
function copyStorage(template: string, { storage, nodeId }: NumberedPlace): void {
  cpSync(template, storage, { recursive: true })
  const file = join(storage, 'meta.properties')
  const text = readFileSync(file, 'utf8')
    .replace(/^node\.id=.*$/m, `node.id=${nodeId}`)
    .replace(/^directory\.id=.*$/m, `directory.id=${directoryId()}`)
  writeFileSync(file, text)
}

/** 16 bytes as Kafka writes them; it takes none that begins with a minus. */
function directoryId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? directoryId() : id
}

function createNode(distribution: Distribution, home: string, { nodeId, port }: NumberedPlace): ClusterNode {
  let running: KafkaProcess | undefined
  return {
    nodeId,
    address: `127.0.0.1:${port}`,
    isUp: () => running !== undefined && !running.hasEnded(),
    kill: async () => await running?.kill(),
    end: async () => await running?.end(),
    async start() {
      if (running !== undefined && !running.hasEnded()) return
      running = startProcess(distribution, home, { writesArchive: false })
      if (await running.untilReady(port)) return
      const error = notStarted(distribution, running, logOf(home))
      await running.kill()
      throw error
    },
  }
}

async function stop(nodes: readonly ClusterNode[], folder: string): Promise<void> {
  await Promise.all(nodes.map((node) => node.kill()))
  rmSync(folder, { recursive: true })
}

const settleTimeoutMs = 60_000

/** A node answers before the controller lets it take part: until each one that runs sees all that run. */
async function settled(nodes: readonly ClusterNode[]): Promise<void> {
  const up = nodes.filter((node) => node.isUp())
  const deadline = performance.now() + settleTimeoutMs
  for (const { address } of up) {
    while ((await nodesSeenBy(address)) < up.length) {
      if (performance.now() > deadline) throw new Error(`The node at ${address} does not see all others.`)
      await pause(50)
    }
  }
}

/** How many nodes one of them knows to be up; 0 where it does not say. */
async function nodesSeenBy(address: string): Promise<number> {
  const retry = { initialRetryTime: 50, retries: 1 }
  const admin = new kafkajs.Kafka({ brokers: [address], logLevel: kafkajs.logLevel.NOTHING, retry }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.length
  } catch {
    return 0
  } finally {
    await admin.disconnect()
  }
}
