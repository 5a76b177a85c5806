// The words in which a message is described: types, and fields with the versions they exist in. Plain data; codec.ts
// makes readers and writers of it. Source: https://kafka.apache.org/protocol

/** How a value lies on the wire. */
export type Node =
  | { readonly kind: 'boolean' | 'int8' | 'int16' | 'int32' | 'int64' | 'uuid' }
  | { readonly kind: 'string' | 'bytes'; readonly nullable: boolean }
  | { readonly kind: 'array'; readonly nullable: boolean; readonly items: Node }
  | { readonly kind: 'struct'; readonly fields: readonly AnyField[] }

/** A wire type together with what TypeScript sees of it when it is read and when it is written. */
export interface Type<Read, Write = Read> {
  readonly node: Node
  /** What a reader finds where the version does not have the field, and what is written where none was given. */
  readonly initial: Read
  /** Never set: carries the two TypeScript types. */
  readonly types?: { readonly read: Read; readonly write: Write }
}

/** A named value in a struct. `Optional`: who writes it may leave it out. */
export interface Field<Name extends string, Read, Write, Optional extends boolean> {
  readonly name: Name
  readonly node: Node
  readonly initial: Read
  readonly firstVersion: number
  readonly lastVersion: number
  /** The number of a tagged field, which stands in the tag section at the end of its struct. */
  readonly tag: number | undefined
  readonly optional: Optional
  readonly types?: { readonly read: Read; readonly write: Write }
}

export type AnyField = Field<string, unknown, unknown, boolean>
type TypesOf<T extends { readonly types?: { read: unknown; write: unknown } }> = NonNullable<T['types']>
type ReadOf<F extends AnyField> = { readonly [K in F as K['name']]: TypesOf<K>['read'] }
type WriteOf<F extends AnyField> = {
  readonly [K in Extract<F, { optional: false }> as K['name']]: TypesOf<K>['write']
} & { readonly [K in Extract<F, { optional: true }> as K['name']]?: TypesOf<K>['write'] }

export const boolean: Type<boolean> = { node: { kind: 'boolean' }, initial: false }
export const int8: Type<number> = { node: { kind: 'int8' }, initial: 0 }
export const int16: Type<number> = { node: { kind: 'int16' }, initial: 0 }
export const int32: Type<number> = { node: { kind: 'int32' }, initial: 0 }
export const int64: Type<number> = { node: { kind: 'int64' }, initial: 0 }
/** 32 hexadecimal digits; all zeros is "none". */
export const uuid: Type<string> = { node: { kind: 'uuid' }, initial: '0'.repeat(32) }
export const string: Type<string> = { node: { kind: 'string', nullable: false }, initial: '' }
export const nullableString: Type<string | null> = { node: { kind: 'string', nullable: true }, initial: null }
export const bytes: Type<Buffer> = { node: { kind: 'bytes', nullable: false }, initial: Buffer.alloc(0) }
export const nullableBytes: Type<Buffer | null> = { node: { kind: 'bytes', nullable: true }, initial: null }

/** Record batches: a nullable byte sequence that may be written from several pieces. */
export const records: Type<Buffer | null, Buffer | readonly Buffer[] | null> = {
  node: { kind: 'bytes', nullable: true },
  initial: null,
}

export function array<R, W>(items: Type<R, W>): Type<readonly R[], readonly W[]> {
  return { node: { kind: 'array', nullable: false, items: items.node }, initial: [] }
}

export function nullableArray<R, W>(items: Type<R, W>): Type<readonly R[] | null, readonly W[] | null> {
  return { node: { kind: 'array', nullable: true, items: items.node }, initial: null }
}

/** The same type, with another initial value. */
export function orElse<R, W>(type: Type<R, W>, initial: R): Type<R, W> {
  return { ...type, initial }
}

/** Fields in the order of the wire. */
export function struct<F extends readonly AnyField[]>(...fields: F): Type<ReadOf<F[number]>, WriteOf<F[number]>> {
  const initial = Object.fromEntries(fields.map((field) => [field.name, field.initial]))
  return { node: { kind: 'struct', fields }, initial: initial as ReadOf<F[number]> }
}

/** A field of every version. */
export function field<N extends string, R, W>(name: N, type: Type<R, W>): Field<N, R, W, false> {
  return { ...place(0, Number.POSITIVE_INFINITY), name, node: type.node, initial: type.initial, optional: false }
}

/** A field of version `first` and all later ones. */
export function since<N extends string, R, W>(first: number, name: N, type: Type<R, W>): Field<N, R, W, true> {
  return between([first, Number.POSITIVE_INFINITY], name, type)
}

/** A field of the versions up to and including `last`. */
export function upTo<N extends string, R, W>(last: number, name: N, type: Type<R, W>): Field<N, R, W, true> {
  return between([0, last], name, type)
}

/** A field of the versions from the first to the last given, both included. */
export function between<N extends string, R, W>(
  [first, last]: readonly [number, number],
  name: N,
  type: Type<R, W>,
): Field<N, R, W, true> {
  return { ...place(first, last), name, node: type.node, initial: type.initial, optional: true }
}

/** A tagged field: only in flexible versions, written only when given. */
export function tagged<N extends string, R, W>(
  where: { readonly tag: number; readonly since: number },
  name: N,
  type: Type<R, W>,
): Field<N, R, W, true> {
  return { ...since(where.since, name, type), tag: where.tag }
}

function place(firstVersion: number, lastVersion: number) {
  return { firstVersion, lastVersion, tag: undefined }
}
