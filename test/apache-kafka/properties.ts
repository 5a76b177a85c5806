// server.properties of a node, as data.

export type Properties = Readonly<Record<string, string | number | boolean>>

export interface NodePlace {
  readonly port: number
  readonly controllerPort: number
  /** The folder of its logs. */
  readonly storage: string
}

/** One node that is broker and controller, without security, on 127.0.0.1; topics are made when they are asked for. */
export function singleNode({ port, controllerPort, storage }: NodePlace): Properties {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': storage,
    'auto.create.topics.enable': true,
    'num.partitions': 3,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.num.partitions': 1,
    ...replication(1, 1),
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
