// server.properties of a node, as data.

export type Properties = Readonly<Record<string, string | number | boolean>>

export interface NodePlace {
  readonly port: number
  readonly controllerPort: number
  /** The folder of its logs. */
  readonly storage: string
  /** Further listeners by name, beside the one without security. */
  readonly listeners?: Readonly<Record<string, ListenerPlace>>
}

export interface ListenerPlace {
  readonly port: number
  /** As Kafka calls it, such as `SASL_SSL`. */
  readonly protocol: string
}

/** A node with its number in the cluster, which begins at 1. */
export interface NumberedPlace extends NodePlace {
  readonly nodeId: number
}

/** One node that is broker and controller, without security, on 127.0.0.1; topics are made when they are asked for. */
export function singleNode(place: NodePlace): Properties {
  const only = { nodeId: 1, ...place }
  return { ...node(only, [only]), ...replication(1, 1) }
}

/**
 * One of several such nodes: of three, every record is on all, and two have to have it. A node that was killed is missed
 * in one and a half seconds, where the default takes nine.
 */
export function clusterNode(place: NumberedPlace, all: readonly NumberedPlace[]): Properties {
  return {
    ...node(place, all),
    ...replication(all.length, Math.max(1, all.length - 1)),
    'broker.session.timeout.ms': 1500,
    'broker.heartbeat.interval.ms': 200,
    'controller.quorum.election.timeout.ms': 1000,
    // With 500, the quorum of Apache Kafka 3.9.1 never settles.
    'controller.quorum.fetch.timeout.ms': 1000,
    'controller.quorum.election.backoff.max.ms': 200,
  }
}

function node(place: NumberedPlace, all: readonly NumberedPlace[]): Properties {
  const { nodeId, port, controllerPort, storage, listeners } = place
  const heard = Object.entries({ PLAINTEXT: { port, protocol: 'PLAINTEXT' }, ...listeners })
  const advertised = heard.map(([name, listener]) => `${name}://127.0.0.1:${listener.port}`).join(',')
  const protocols = heard.map(([name, { protocol }]) => `${name}:${protocol}`).join(',')
  return {
    'process.roles': 'broker,controller',
    'node.id': nodeId,
    listeners: `${advertised},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': advertised,
    'listener.security.protocol.map': `${protocols},CONTROLLER:PLAINTEXT`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.quorum.voters': all.map((voter) => `${voter.nodeId}@127.0.0.1:${voter.controllerPort}`).join(','),
    'log.dirs': storage,
    'auto.create.topics.enable': true,
    'num.partitions': 3,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.num.partitions': 1,
    // The default takes 128 MB of memory at once.
    'log.cleaner.dedupe.buffer.size': 2_097_152,
  }
}

function replication(factor: number, minInSync: number): Properties {
  return {
    'default.replication.factor': factor,
    'min.insync.replicas': minInSync,
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.min.isr': minInSync,
  }
}

/** The text of the file. A value keeps its backslashes, which Java would take for escapes. */
export function propertiesText(properties: Properties): string {
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${String(value).replaceAll('\\', '\\\\')}`)
  return `${lines.join('\n')}\n`
}
