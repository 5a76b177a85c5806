// What is known of one scenario of a run, as plain data, and how the attachments of an attempt are read.
import type { Attachment } from '@cucumber/messages'
import {
  evidenceMediaType,
  type Skip,
  skipMediaType,
  type Verdict,
  type VerdictClass,
  verdictMediaType,
} from './verdict.js'

/** Where one selected scenario stands; a retried one is judged by its last attempt. */
export interface ScenarioRecord {
  readonly testCaseId: string
  /** Of the last attempt; missing where none has begun. */
  readonly testCaseStartedId?: string
  /** 0 for the first. */
  readonly attempt: number
  readonly uri: string
  /** 1 where the feature names none. */
  readonly line: number
  readonly name: string
  /** `unfinished`: not begun, or begun and not ended. `unjudged`: nothing failed, and nothing was judged. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'unfinished' | 'unjudged'
  /** Why it failed; a failure that brought no verdict is TEST, `UNEXPECTED`. */
  readonly verdict?: Verdict
  /** Why it was skipped, where the scenario said so. */
  readonly skip?: Skip
  /** Texts of its steps that no definition matches, that several match, and that are pending. */
  readonly undefinedSteps: readonly string[]
  readonly ambiguousSteps: readonly string[]
  readonly pendingSteps: readonly string[]
}

const classes: readonly VerdictClass[] = ['CONTRACT', 'MISSING', 'LATE', 'INFRASTRUCTURE', 'TEST']

/** The verdict that an attachment carries; nothing where it carries none, or one that nobody can read. */
export function readVerdict(attachment: Attachment): Verdict | undefined {
  if (attachment.mediaType !== verdictMediaType) return undefined
  const value = parseBody(attachment)
  const isVerdict =
    classes.some((name) => name === value?.class) && typeof value?.code === 'string' && typeof value.text === 'string'
  return isVerdict ? (value as unknown as Verdict) : undefined
}

/** The reason for skipping that an attachment carries; nothing where it carries none. */
export function readSkip(attachment: Attachment): Skip | undefined {
  if (attachment.mediaType !== skipMediaType) return undefined
  const value = parseBody(attachment)
  const isSkip = typeof value?.service === 'string' && typeof value.reason === 'string'
  return isSkip ? (value as unknown as Skip) : undefined
}

/** Whether the evidence of a scenario says that none of its steps has judged anything. */
export function saysNothingJudged(attachment: Attachment): boolean {
  if (attachment.mediaType !== evidenceMediaType) return false
  // Evidence can be large, so it is read only where these words stand somewhere in it.
  return attachment.body.includes('"judged":0') && parseBody(attachment)?.judged === 0
}

function parseBody({ body, contentEncoding }: Attachment): Record<string, unknown> | undefined {
  try {
    const text = contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
