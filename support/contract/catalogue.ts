// All contracts of a folder: `asyncapi/<service>.yaml` and `json/<message>.schema.json`.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { KataError, nearest } from '../shared/index.js'
import { fitsAddress } from './address.js'
import { readChannels } from './asyncapi.js'
import { catalogueInvalid } from './catalogue-error.js'
import type { Channel } from './channel.js'
import { type Operation, readOperations } from './operations.js'
import { createDocumentReader, type DocumentReader } from './references.js'
import { createSchemaCompiler, type Schema, type SchemaCompiler } from './schema.js'

/** Topics that an environment calls otherwise: channel → topic. */
export type AddressOverrides = Readonly<Record<string, string>>

/** Every channel and every named schema. */
export interface Catalogue {
  readonly channels: ReadonlyMap<string, Channel>
  /** What each service does with which topic, document by document. */
  readonly operations: readonly Operation[]
  /**
   * The channel of that name or topic, its address as the environment has it; `undefined` where there is none. Found by
   * one of the topics of an address with parameters, the channel has that topic as its address.
   */
  find(nameOrAddress: string, overrides?: AddressOverrides): Channel | undefined
  /** The same, or an error. @throws KataError CHANNEL_UNKNOWN with the near names */
  channel(nameOrAddress: string, overrides?: AddressOverrides): Channel
  /** The schema `json/<name>.schema.json`. @throws KataError SCHEMA_UNKNOWN with the near names */
  schema(name: string): Schema
}

/**
 * Reads and compiles everything in the folder, so that a wrong document is found before the first scenario.
 *
 * @param folder such as `schemas`
 * @throws KataError CATALOGUE_INVALID naming file and pointer
 */
export function loadCatalogue(folder: string): Catalogue {
  if (!existsSync(folder)) throw catalogueInvalid({ file: folder, pointer: '' }, 'There is no such folder.')
  const reader = createDocumentReader()
  const compiler = createSchemaCompiler()
  const channels = loadChannels(join(folder, 'asyncapi'), reader, compiler)
  const schemas = loadSchemas(join(folder, 'json'), reader, compiler)
  const operations = loadOperations(join(folder, 'asyncapi'), reader)
  const ordered = [...channels.values()].sort(sendersFirst(operations))
  const find = (nameOrAddress: string, overrides: AddressOverrides = {}) => {
    const here = ordered.map((channel) => withAddress(channel, overrides))
    const called =
      here.find(({ name }) => name === nameOrAddress) ?? here.find(({ address }) => address === nameOrAddress)
    if (called !== undefined) return called
    const fitting = here.find((channel) => fitsAddress(nameOrAddress, channel))
    return fitting && { ...fitting, address: nameOrAddress }
  }
  return {
    channels,
    operations,
    find,
    channel: (name, overrides) => find(name, overrides) ?? channelUnknown(name, channels),
    schema: (name) => schemas.get(name) ?? schemaUnknown(name, schemas),
  }
}

const documents = /\.(?:ya?ml|json)$/

function loadOperations(folder: string, reader: DocumentReader): readonly Operation[] {
  return filesIn(folder, documents).flatMap((file) => readOperations(reader.read(file), file))
}

function loadChannels(folder: string, reader: DocumentReader, compiler: SchemaCompiler): ReadonlyMap<string, Channel> {
  const channels = new Map<string, Channel>()
  for (const file of filesIn(folder, documents)) {
    for (const channel of readChannels(reader.read(file), file, compiler)) {
      const other = channels.get(channel.name)
      if (other !== undefined) {
        const place = { file, pointer: `/channels/${channel.name}` }
        throw catalogueInvalid(place, `The document of ${other.service} has a channel of that name as well.`, {
          todo: 'Give each channel a name of its own.',
        })
      }
      channels.set(channel.name, channel)
    }
  }
  return channels
}

function loadSchemas(folder: string, reader: DocumentReader, compiler: SchemaCompiler): ReadonlyMap<string, Schema> {
  const ending = /\.schema\.json$/
  const schemas = filesIn(folder, ending).map((file) => {
    const name = file.replace(/^.*[\\/]/, '').replace(ending, '')
    return [name, compiler.compile(name, reader.read(file), { file, pointer: '' })] as const
  })
  return new Map(schemas)
}

function filesIn(folder: string, ending: RegExp): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function withAddress(channel: Channel, overrides: AddressOverrides): Channel {
  const address = Object.hasOwn(overrides, channel.name) ? overrides[channel.name] : undefined
  return address === undefined ? channel : { ...channel, address }
}

/** A topic may stand in the documents of all who use it; a message on it is judged by what its producer promises. */
function sendersFirst(operations: readonly Operation[]): (one: Channel, other: Channel) => number {
  const sends = (channel: Channel) =>
    operations.some(
      ({ service, action, address }) => action === 'send' && service === channel.service && address === channel.address,
    )
  return (one, other) => Number(sends(other)) - Number(sends(one))
}

function channelUnknown(name: string, channels: ReadonlyMap<string, Channel>): never {
  const names = [...channels.values()].flatMap((channel) => [channel.name, channel.address])
  throw new KataError('CHANNEL_UNKNOWN', {
    couldNot: `The channel "${name}" cannot be used.`,
    found: `The catalogue has no channel and no topic of that name.${nearText(names, name)}`,
    todo: 'Correct the name, or add the channel to the AsyncAPI document of its service.',
    facts: { name, near: nearest(names, name) },
  })
}

function schemaUnknown(name: string, schemas: ReadonlyMap<string, Schema>): never {
  throw new KataError('SCHEMA_UNKNOWN', {
    couldNot: `The schema "${name}" cannot be used.`,
    found: `There is no file ${name}.schema.json in the folder of schemas.${nearText([...schemas.keys()], name)}`,
    todo: 'Correct the name, or add the file.',
    facts: { name, near: nearest(schemas.keys(), name) },
  })
}

function nearText(names: readonly string[], wanted: string): string {
  const near = nearest(names, wanted)
  return near.length === 0 ? '' : `\nNear: ${near.join(', ')}.`
}
