// DescribeConfigs (32), v0–4. Every config of a topic with its value, its source and, if asked for, the settings that it
// would follow; of the node the settings that have a meaning here. A name that does not exist is left out of the answer.
// Left out: documentation, loggers, client metrics, groups, and all other settings of a node.
import type { Cluster } from '../cluster.js'
import { configTypes, knownConfigs, type Topic } from '../log/index.js'
import { errorCodes, type RequestOf, type ResponseOf } from '../protocol/index.js'
import type { describeConfigs } from '../protocol/messages/describe-configs.js'
import type { Handler } from './handler.js'

type Resource = RequestOf<typeof describeConfigs>['resources'][number]
type Answer = ResponseOf<typeof describeConfigs>['results'][number]
type Config = Answer['configs'][number]
/** A config with everything that the protocol says of it; the handler leaves out what was not asked for. */
type WholeConfig = Config & Required<Pick<Config, 'configSource' | 'synonyms'>>

/** Kinds of resources, in the numbers of the protocol. */
const resourceTypes = { TOPIC: 2, BROKER: 4 } as const
/** Where a value comes from, in the numbers of the protocol. */
const sources = { TOPIC: 1, STATIC_BROKER: 4, DEFAULT: 5 } as const

export const handleDescribeConfigs: Handler<typeof describeConfigs> = (request, { cluster }) => ({
  throttleTimeMs: 0,
  results: request.resources.map((resource) => describe(resource, cluster, request.includeSynonyms)),
})

function describe(resource: Resource, cluster: Cluster, withSynonyms: boolean): Answer {
  const { resourceType, resourceName, configurationKeys } = resource
  const found = configsOf(resource, cluster)
  if ('errorCode' in found) return { ...found, resourceType, resourceName, configs: [] }
  const isAsked = ({ name }: Config) => !configurationKeys?.length || configurationKeys.includes(name)
  const configs = found.configs
    .filter(isAsked)
    .map((config) => ({ ...config, synonyms: withSynonyms ? config.synonyms : [] }))
  return { errorCode: errorCodes.NONE, errorMessage: null, resourceType, resourceName, configs }
}

type Found = { readonly configs: readonly WholeConfig[] } | Pick<Answer, 'errorCode' | 'errorMessage'>

function configsOf({ resourceType, resourceName }: Resource, cluster: Cluster): Found {
  if (resourceType === resourceTypes.TOPIC) return configsOfTopic(resourceName, cluster)
  const { nodeId } = cluster.node
  const errorCode = errorCodes.INVALID_REQUEST
  if (resourceType !== resourceTypes.BROKER) {
    return { errorCode, errorMessage: `Resources of type ${resourceType} are not described here.` }
  }
  // No name means what is set for all nodes at once: nothing.
  if (resourceName === '') return { configs: [] }
  if (resourceName !== String(nodeId)) return { errorCode, errorMessage: `The only node is ${nodeId}.` }
  return { configs: nodeConfigs(cluster) }
}

function configsOfTopic(name: string, cluster: Cluster): Found {
  const topic = cluster.topics.byName(name)
  if (topic !== undefined) return { configs: topicConfigs(topic, cluster) }
  const planned = cluster.topics.plan({ name, partitions: -1, configs: [] })
  if ('errorCode' in planned) return planned
  return { errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: 'There is no such topic.' }
}

function topicConfigs({ configs }: Topic, cluster: Cluster): readonly WholeConfig[] {
  const ofNode = new Map(nodeConfigs(cluster).map((config) => [config.name, config]))
  return [...knownConfigs].map(([name, { type, defaultValue, brokerName }]) => {
    const followed = brokerName === undefined ? undefined : ofNode.get(brokerName)
    const builtIn = { name: brokerName ?? '', value: defaultValue, source: sources.DEFAULT }
    const defaults = followed?.synonyms ?? (brokerName === undefined ? [] : [builtIn])
    const given = configs.get(name)
    if (given === undefined) {
      const value = followed?.value ?? defaultValue
      const source = followed?.configSource ?? sources.DEFAULT
      return whole({ name, type, value, source }, defaults)
    }
    const own = { name, value: given, source: sources.TOPIC }
    return whole({ name, type, value: given, source: sources.TOPIC }, [own, ...defaults])
  })
}

/** What a node is started with, as far as it has a meaning here. */
function nodeConfigs({ node, settings }: Cluster): readonly WholeConfig[] {
  const { BOOLEAN, INT } = configTypes
  return [
    nodeConfig('auto.create.topics.enable', BOOLEAN, [settings.autoCreateTopics, true]),
    nodeConfig('default.replication.factor', INT, [1, 1]),
    nodeConfig('group.initial.rebalance.delay.ms', INT, [settings.initialRebalanceDelayMs, 3000]),
    { ...nodeConfig('message.max.bytes', INT, [settings.maxMessageBytes, 1_048_588]), readOnly: false },
    nodeConfig('node.id', INT, [node.nodeId]),
    nodeConfig('num.partitions', INT, [settings.defaultPartitions, 1]),
  ]
}

/** A setting with its value, and the one that Kafka has built in, if it has one. */
function nodeConfig(name: string, type: number, values: readonly (boolean | number)[]): WholeConfig {
  const [value, builtIn] = values.map(String)
  const inherited = builtIn === undefined ? [] : [{ name, value: builtIn, source: sources.DEFAULT }]
  const own = { name, value: value ?? null, source: sources.STATIC_BROKER }
  const isDefault = value === builtIn
  const source = isDefault ? sources.DEFAULT : sources.STATIC_BROKER
  const config = whole({ name, type, value: own.value, source }, isDefault ? inherited : [own, ...inherited])
  return { ...config, readOnly: true }
}

function whole(
  { name, type, value, source }: { name: string; type: number; value: string | null; source: number },
  synonyms: WholeConfig['synonyms'],
): WholeConfig {
  const isDefault = source === sources.DEFAULT
  return {
    name,
    value,
    readOnly: false,
    isDefault,
    configSource: source,
    isSensitive: false,
    synonyms,
    configType: type,
  }
}
