// How attachments of our own media types look to writers that show them to people. The ndjson keeps them as they are.
import { type Attachment, AttachmentContentEncoding, type Envelope } from '@cucumber/messages'
import { evidenceMediaType, readSkip, skipMediaType, verdictMediaType } from '../verdict/index.js'

/** The envelope with evidence and verdict as named JSON files, and the reason for skipping as text. */
export function showEnvelope(envelope: Envelope): Envelope {
  const { attachment } = envelope
  return attachment === undefined ? envelope : { attachment: showAttachment(attachment) }
}

function showAttachment(attachment: Attachment): Attachment {
  switch (attachment.mediaType) {
    case evidenceMediaType:
      return { ...attachment, mediaType: 'application/json', fileName: attachment.fileName ?? 'evidence.json' }
    case verdictMediaType:
      return { ...attachment, mediaType: 'application/json', fileName: attachment.fileName ?? 'verdict.json' }
    case skipMediaType: {
      const body = readSkip(attachment)?.reason ?? attachment.body
      const contentEncoding = AttachmentContentEncoding.IDENTITY
      return { ...attachment, mediaType: 'text/plain', fileName: 'skipped.txt', body, contentEncoding }
    }
    default:
      return attachment
  }
}
