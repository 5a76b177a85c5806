import { relative } from 'node:path'
import { childEnvironment } from '../config/index.js'
import { renderAllurePage } from '../report/index.js'
import { createMask } from '../shared/index.js'
import type { ExitCode } from '../verdict/index.js'
import { printFailure } from './failure.js'
import { reportFolders } from './report-folders.js'

/** What `kata report` says. */
export interface ReportCommand {
  /** The folder that the run was given by `--reports`. */
  readonly reportsFolder?: string
}

/**
 * Makes the Allure page of the last run, and prints where it is.
 *
 * It never rejects.
 *
 * @returns the exit code: 0, 2 where there is nothing to make it from or no Allure, 3 where it could not be written
 */
export async function report({ reportsFolder }: ReportCommand = {}): Promise<ExitCode> {
  const cwd = process.cwd()
  const env = childEnvironment({ ALLURE_NO_ANALYTICS: 'true' })
  try {
    const page = await renderAllurePage({ ...reportFolders(reportsFolder), cwd, env })
    process.stdout.write(`Allure page: ${relative(cwd, page)}\n`)
    return 0
  } catch (error) {
    return printFailure(error, createMask({ byPattern: true }))
  }
}
