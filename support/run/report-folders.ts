// Where the reports of a run are: one answer for those who write, remove and read them.
import { resolve } from 'node:path'

/** Absolute paths. Without `--reports`, Allure's results lie beside the folder, where its tools look for them. */
export interface ReportFolders {
  readonly folder: string
  readonly allureFolder: string
}

/** @param folder what `--reports` says */
export function reportFolders(folder: string | undefined): ReportFolders {
  return folder === undefined
    ? { folder: resolve('reports'), allureFolder: resolve('allure-results') }
    : { folder: resolve(folder), allureFolder: resolve(folder, 'allure-results') }
}
