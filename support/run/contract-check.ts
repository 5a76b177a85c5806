// `kata contract check`: payload files judged by the catalogue, without Kafka and without a feature.
import { readFile } from 'node:fs/promises'
import { type Catalogue, judgePayload, loadCatalogue, type PayloadJudgement } from '../contract/index.js'
import { renderMismatches } from '../match/index.js'
import { createMask, KataError } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { printFailure } from './failure.js'

/** What `kata contract check` says. */
export interface ContractCheck {
  /** Each holds one payload as JSON, or as text where the schema says so. */
  readonly files: readonly string[]
  /** A channel of the catalogue or its topic; or a schema of `schemas/json`, by the name of its file. */
  readonly by: { readonly channel: string } | { readonly schema: string }
}

const schemas = 'schemas'

/**
 * Judges each file and prints a line for it, with what it violates below.
 *
 * It never rejects.
 *
 * @returns the exit code: 0 all keep the contract, 1 one does not, 2 a file, a name or the catalogue cannot be used
 */
export async function checkContract({ files, by }: ContractCheck): Promise<ExitCode> {
  const mask = createMask({ byPattern: true })
  try {
    const catalogue = loadCatalogue(schemas)
    const judgeValue = judgeBy(catalogue, by)
    let violating = 0
    for (const file of files) {
      const text = await readText(file)
      for (const code of codesIn(text, catalogue)) mask.registerCode(code)
      const { schema, violations } = judgeValue(payloadOf(text))
      if (violations.length > 0) violating++
      process.stdout.write(`${violations.length === 0 ? 'keeps' : 'breaks'} ${schema.name}: ${file}\n`)
      if (violations.length > 0)
        process.stdout.write(`${renderMismatches(violations, { mask: (text) => mask.text(text), limit: 20 })}\n`)
    }
    process.stdout.write(
      `${count(files.length)}: ${files.length - violating} keep the contract, ${violating} do not.\n`,
    )
    return violating === 0 ? 0 : 1
  } catch (error) {
    return printFailure(error, mask)
  }
}

function judgeBy(catalogue: Catalogue, by: ContractCheck['by']): (value: unknown) => PayloadJudgement {
  if ('schema' in by) {
    const schema = catalogue.schema(by.schema)
    return (value) => ({ schema, violations: schema.judge(value, 'value') })
  }
  const channel = catalogue.channel(by.channel)
  return (value) => judgePayload(channel, value) ?? notJudged(by.channel)
}

function notJudged(channel: string): never {
  throw new KataError('CATALOGUE_INVALID', {
    couldNot: `Nothing can be judged by the channel "${channel}".`,
    found: 'No message of it has a payload schema.',
    todo: 'Give it one in the AsyncAPI document of its service, or name a schema by --schema.',
  })
}

/** Everything in the file that some channel would take for a code, wherever it stands. */
function codesIn(text: string, { channels }: Catalogue): readonly string[] {
  const patterns = [...channels.values()].flatMap(({ otpPattern }) => (otpPattern === undefined ? [] : [otpPattern]))
  return patterns.flatMap(({ pattern }) => [...text.matchAll(new RegExp(pattern, 'gu'))].map(([, code = '']) => code))
}

async function readText(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new KataError('ARGUMENT_INVALID', {
      couldNot: `The file ${file} could not be judged.`,
      found: cause instanceof Error ? cause.message : String(cause),
      todo: 'Name files that can be read, each with one payload.',
      cause,
    })
  })
}

/** As on a topic: a payload that is no JSON is a text, and the schema says whether it may be. */
function payloadOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`
}
