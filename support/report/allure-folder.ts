// The folder of Allure's result files. It writes them whole and at once, and removes those of an earlier run; files that
// Allure did not write stay.
import { copyFileSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestResult } from 'allure-js-commons'
import { stringifyEnvInfo, type Writer } from 'allure-js-commons/sdk/reporter'

const ownFile =
  /^(?:[\da-f-]{36}-(?:result|container|globals)\.json|[\da-f-]{36}-attachment(?:\.[\w.-]*)?|environment\.properties|categories\.json)$/

/** Makes the folder and removes what an earlier run left in it. */
export async function prepareAllureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files = (await readdir(folder)).filter((name) => ownFile.test(name))
  await Promise.all(files.map((name) => rm(join(folder, name), { force: true })))
}

/** Where Allure's reporter puts its files. Unlike Allure's own, it does not wait for the disk after every file. */
export class AllureFolder implements Writer {
  readonly #folder: string
  readonly #finish: (result: TestResult) => TestResult

  /** @param finish the last word on a result before it is written */
  constructor(folder: string, finish: (result: TestResult) => TestResult) {
    this.#folder = folder
    this.#finish = finish
  }

  writeResult(result: TestResult): void {
    this.#writeJson(`${result.uuid}-result.json`, this.#finish(result))
  }

  writeGroup(group: { readonly uuid: string }): void {
    this.#writeJson(`${group.uuid}-container.json`, group)
  }

  writeAttachment(name: string, content: Buffer): void {
    writeFileSync(join(this.#folder, name), content)
  }

  writeAttachmentFromPath(name: string, from: string): void {
    copyFileSync(from, join(this.#folder, name))
  }

  writeEnvironmentInfo(info: Record<string, string | undefined>): void {
    writeFileSync(join(this.#folder, 'environment.properties'), stringifyEnvInfo(info))
  }

  writeCategoriesDefinitions(categories: unknown): void {
    this.#writeJson('categories.json', categories)
  }

  writeGlobals(name: string, globals: unknown): void {
    this.#writeJson(name, globals)
  }

  #writeJson(name: string, value: unknown): void {
    writeFileSync(join(this.#folder, name), JSON.stringify(value))
  }
}
