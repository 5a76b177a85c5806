// Masks one envelope: every text, key and attachment of it. Ids and clocks stay, since writers rely on them.
import type { Attachment, Envelope } from '@cucumber/messages'
import { type Mask, parseJson, writeJson } from '../shared/index.js'
import { verdictMediaType } from '../verdict/index.js'

const structuralKey =
  /^(?:id|\w+Ids?|contentEncoding|status|type|keywordType|language|body|seconds|nanos|line|column|attempt|start)$/

/** A masked deep copy. Attachments in base64 are decoded, masked and encoded again, binary ones byte by byte. */
export function maskEnvelope(envelope: Envelope, mask: Mask): Envelope {
  const masked = mask.deep(envelope, (key) => structuralKey.test(key))
  const { attachment } = envelope
  if (attachment === undefined || masked.attachment === undefined) return masked
  const mediaType = /\d{4}/.test(attachment.mediaType) ? masked.attachment.mediaType : attachment.mediaType
  return { ...masked, attachment: { ...masked.attachment, mediaType, body: maskBody(attachment, mask) } }
}

function maskBody({ body, contentEncoding, mediaType }: Attachment, mask: Mask): string {
  if (contentEncoding !== 'BASE64') return maskContent(body, mediaType, mask)
  const bytes = Buffer.from(body, 'base64')
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  if (isText) return Buffer.from(maskContent(text, mediaType, mask), 'utf8').toString('base64')
  return maskBinary(bytes, mask).toString('base64')
}

/** JSON is masked as data, so that it stays JSON and the keys tell what a value is; everything else as text. */
function maskContent(text: string, mediaType: string, mask: Mask): string {
  if (!/[/+]json\b/.test(mediaType)) return mask.text(text)
  try {
    const data = parseJson(text)
    const masked: unknown = mask.deep(data)
    return writeJson(mediaType === verdictMediaType ? keepClass(data, masked) : masked) ?? ''
  } catch {
    return mask.text(text)
  }
}

/** The class and code of a verdict are words of our own; a secret that happens to be one of them must not hide them. */
function keepClass(data: unknown, masked: unknown): unknown {
  const { class: verdictClass, code } = data as { readonly class?: unknown; readonly code?: unknown }
  const isWord = (word: unknown) => typeof word === 'string' && /^[A-Z_]{4,40}$/.test(word)
  return isWord(verdictClass) && isWord(code) ? { ...(masked as object), class: verdictClass, code } : masked
}

/** Bytes that are no text may still hold a number in plain digits. Asterisks stand in for what one byte cannot hold. */
function maskBinary(bytes: Buffer, mask: Mask): Buffer {
  const text = bytes.toString('latin1')
  const masked = mask.text(text)
  return masked === text ? bytes : Buffer.from(masked.replaceAll('•', '*'), 'latin1')
}
