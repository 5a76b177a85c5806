// Makes a reader and a writer of a type's description, for one version. Pure: bytes in, plain data out.
import { MalformedError } from './malformed.js'
import type { Reader } from './reader.js'
import type { AnyField, Node, Type } from './schema.js'
import { Writer } from './writer.js'

export interface Codec<Read, Write> {
  read(reader: Reader): Read
  write(writer: Writer, value: Write): void
}

/** What decides how a type lies on the wire: the version, and whether that version is a flexible one (KIP-482). */
export interface Layout {
  readonly version: number
  readonly flexible: boolean
}

/** The codec of a type in one layout. It costs a walk over the description: make it once per version and keep it. */
export function compile<Read, Write>(type: Type<Read, Write>, layout: Layout): Codec<Read, Write> {
  return compileNode(type.node, layout) as Codec<Read, Write>
}

/** Steps over the tag section at the end of a header or struct whose tags mean nothing here. */
export function skipTags(reader: Reader): void {
  readTags(reader, new Map(), {})
}

type AnyCodec = Codec<unknown, unknown>
type Values = Record<string, unknown>

function compileNode(node: Node, layout: Layout): AnyCodec {
  switch (node.kind) {
    case 'string':
      return stringCodec(node.nullable, layout)
    case 'bytes':
      return bytesCodec(node.nullable, layout)
    case 'array':
      return arrayCodec(compileNode(node.items, layout), node.nullable, layout)
    case 'struct':
      return structCodec(node.fields, layout)
    default:
      return scalarCodecs[node.kind]
  }
}

const scalarCodecs: Readonly<Record<'boolean' | 'int8' | 'int16' | 'int32' | 'int64' | 'uuid', AnyCodec>> = {
  boolean: { read: (reader) => reader.boolean(), write: (writer, value) => writer.boolean(value as boolean) },
  int8: { read: (reader) => reader.int8(), write: (writer, value) => writer.int8(value as number) },
  int16: { read: (reader) => reader.int16(), write: (writer, value) => writer.int16(value as number) },
  int32: { read: (reader) => reader.int32(), write: (writer, value) => writer.int32(value as number) },
  int64: { read: (reader) => reader.int64(), write: (writer, value) => writer.int64(value as number) },
  uuid: { read: (reader) => reader.uuid(), write: (writer, value) => writer.uuid(value as string) },
}

function stringCodec(nullable: boolean, { flexible }: Layout): AnyCodec {
  const length = flexible ? compactLength : shortLength
  return {
    read(reader) {
      const count = length.read(reader)
      return count < 0 ? nothing(nullable, 'string') : reader.text(count)
    },
    write(writer, value) {
      if (value === null) {
        length.write(writer, -1)
        return
      }
      const bytes = Buffer.byteLength(value as string)
      length.write(writer, bytes)
      writer.text(value as string, bytes)
    },
  }
}

function bytesCodec(nullable: boolean, { flexible }: Layout): AnyCodec {
  const length = flexible ? compactLength : intLength
  return {
    read(reader) {
      const count = length.read(reader)
      return count < 0 ? nothing(nullable, 'byte sequence') : reader.bytes(count)
    },
    write(writer, value) {
      const pieces = (Array.isArray(value) || value === null ? value : [value]) as readonly Buffer[] | null
      length.write(writer, pieces === null ? -1 : pieces.reduce((sum, piece) => sum + piece.length, 0))
      for (const piece of pieces ?? []) writer.bytes(piece)
    },
  }
}

function arrayCodec(items: AnyCodec, nullable: boolean, { flexible }: Layout): AnyCodec {
  const length = flexible ? compactLength : intLength
  return {
    read(reader) {
      const count = length.read(reader)
      if (count < 0) return nothing(nullable, 'array')
      if (count > reader.remaining) {
        throw new MalformedError(`An array of ${count} items cannot lie in ${reader.remaining} bytes.`)
      }
      return Array.from({ length: count }, () => items.read(reader))
    },
    write(writer, value) {
      length.write(writer, value === null ? -1 : (value as readonly unknown[]).length)
      for (const item of (value ?? []) as readonly unknown[]) items.write(writer, item)
    },
  }
}

interface PlacedField {
  readonly name: string
  readonly initial: unknown
  readonly codec: AnyCodec
}

function structCodec(fields: readonly AnyField[], layout: Layout): AnyCodec {
  const present = fields.filter(({ firstVersion: first, lastVersion: last }) => {
    return layout.version >= first && layout.version <= last
  })
  const place = ({ name, initial, node }: AnyField): PlacedField => {
    return { name, initial, codec: compileNode(node, layout) }
  }
  const plain = present.filter((field) => field.tag === undefined).map(place)
  const byTag = new Map<number, PlacedField>()
  for (const field of present) if (field.tag !== undefined) byTag.set(field.tag, place(field))
  return {
    read(reader) {
      const values: Values = {}
      for (const field of fields) values[field.name] = field.initial
      for (const field of plain) values[field.name] = field.codec.read(reader)
      if (layout.flexible) readTags(reader, byTag, values)
      return values
    },
    write(writer, value) {
      const values = value as Values
      for (const field of plain) {
        const given = values[field.name]
        field.codec.write(writer, given === undefined ? field.initial : given)
      }
      if (layout.flexible) writeTags(writer, byTag, values)
    },
  }
}

function readTags(reader: Reader, byTag: ReadonlyMap<number, PlacedField>, values: Values): void {
  for (let left = reader.unsignedVarint(); left > 0; left -= 1) {
    const field = byTag.get(reader.unsignedVarint())
    const size = reader.unsignedVarint()
    const end = reader.remaining - size
    if (field === undefined) {
      reader.bytes(size)
      continue
    }
    values[field.name] = field.codec.read(reader)
    if (reader.remaining !== end) throw new MalformedError(`The tagged field ${field.name} is not ${size} bytes long.`)
  }
}

function writeTags(writer: Writer, byTag: ReadonlyMap<number, PlacedField>, values: Values): void {
  const given = [...byTag].filter(([, field]) => values[field.name] !== undefined)
  writer.unsignedVarint(given.length)
  for (const [tag, field] of given.sort(([one], [other]) => one - other)) {
    const content = new Writer()
    field.codec.write(content, values[field.name])
    writer.unsignedVarint(tag)
    writer.unsignedVarint(content.length)
    for (const chunk of content.chunks()) writer.bytes(chunk)
  }
}

interface Length {
  read(reader: Reader): number
  write(writer: Writer, length: number): void
}

/** Lengths of flexible versions: one more than the length, so that 0 is left for null. */
const compactLength: Length = {
  read: (reader) => reader.unsignedVarint() - 1,
  write: (writer, length) => writer.unsignedVarint(length + 1),
}
const shortLength: Length = {
  read: (reader) => reader.int16(),
  write: (writer, length) => writer.int16(length),
}
const intLength: Length = {
  read: (reader) => reader.int32(),
  write: (writer, length) => writer.int32(length),
}

function nothing(nullable: boolean, what: string): null {
  if (nullable) return null
  throw new MalformedError(`A ${what} is null where the protocol has no null.`)
}
