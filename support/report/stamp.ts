// What every report of a run says first where something about the run is not secure.
import { AttachmentContentEncoding, type Envelope } from '@cucumber/messages'

/** One line for what is not secure; `undefined` where everything is. */
export function stampOf(insecure: readonly string[] = []): string | undefined {
  return insecure.length === 0 ? undefined : `NOT SECURE: ${insecure.join('; ')}`
}

/** The stamp among Cucumber Messages: an attachment of the run, and of no scenario. */
export function stampEnvelope(stamp: string): Envelope {
  const contentEncoding = AttachmentContentEncoding.IDENTITY
  return { attachment: { body: stamp, mediaType: 'text/plain', contentEncoding, fileName: 'not-secure.txt' } }
}

/** The stamp above everything else of a page. */
export function stampPage(page: string, stamp: string): string {
  const text = stamp.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const style = 'margin:0;padding:.6em 1em;background:#b00020;color:#fff;font:bold 1rem system-ui,sans-serif'
  return page.replace('<body>', () => `<body>\n<p role="alert" style="${style}">${text}</p>`)
}
