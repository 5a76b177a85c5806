import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareAllureFolder } from './allure-folder.js'

/** Names of the files that every run writes into its folder. */
export const reportFiles = { html: 'report.html', junit: 'junit.xml', ndjson: 'messages.ndjson' } as const

/**
 * Removes what an earlier run left in its folders: a run that ends before its first scenario must not leave the reports of
 * another one to be published. Nothing else there is touched, and nothing is made.
 */
export async function discardReports({
  folder,
  allureFolder,
}: {
  folder: string
  allureFolder: string
}): Promise<void> {
  await Promise.all(Object.values(reportFiles).map((name) => rm(join(folder, name), { force: true })))
  if (existsSync(allureFolder)) await prepareAllureFolder(allureFolder)
}
