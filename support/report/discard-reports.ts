import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareAllureFolder } from './allure-folder.js'

/** Names of the files of a run in its folder; the Allure page is made afterwards, by `kata report`. */
export const reportFiles = {
  index: 'index.html',
  html: 'report.html',
  junit: 'junit.xml',
  ndjson: 'messages.ndjson',
  allurePage: 'allure.html',
} as const

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
