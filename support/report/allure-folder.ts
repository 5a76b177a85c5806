// The folder of Allure's result files. It removes those of an earlier run; files that
// Allure did not write stay.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestResult } from 'allure-js-commons'
import { stringifyEnvInfo, type Writer } from 'allure-js-commons/sdk/reporter'
import { FileThread } from './file-thread.js'

const ownFile =
  /^(?:[\da-f-]{36}-(?:result|container|globals)\.json|[\da-f-]{36}-attachment(?:\.[\w.-]*)?|environment\.properties|categories\.json)$/

/** Makes the folder and removes what an earlier run left in it. */
export async function prepareAllureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files = (await readdir(folder)).filter((name) => ownFile.test(name))
  await Promise.all(files.map((name) => rm(join(folder, name), { force: true })))
}

/** Where Allure's reporter puts its files; Allure's own writer would wait for the disk after each. */
export class AllureFolder implements Writer {
  readonly #folder: string
  readonly #finish: (result: TestResult) => TestResult
  readonly #files = new FileThread()

  /** @param finish the last word on a result before it is written */
  constructor(folder: string, finish: (result: TestResult) => TestResult) {
    this.#folder = folder
    this.#finish = finish
  }

  /** Settles when every file is written; rejects where one could not be. */
  async end(): Promise<void> {
    const [failure] = await this.#files.end()
    if (failure !== undefined) throw failure
  }

  writeResult(result: TestResult): void {
    this.#write(`${result.uuid}-result.json`, JSON.stringify(this.#finish(result)))
  }

  writeGroup(group: { readonly uuid: string }): void {
    this.#write(`${group.uuid}-container.json`, JSON.stringify(group))
  }

  writeAttachment(name: string, content: Buffer): void {
    this.#write(name, content)
  }

  /** The file never went through the masked stream, so a note takes its place. */
  writeAttachmentFromPath(name: string): void {
    this.#write(name, 'This file was left out: only what is attached as content is masked.')
  }

  writeEnvironmentInfo(info: Record<string, string | undefined>): void {
    this.#write('environment.properties', stringifyEnvInfo(info))
  }

  writeCategoriesDefinitions(categories: unknown): void {
    this.#write('categories.json', JSON.stringify(categories))
  }

  writeGlobals(name: string, globals: unknown): void {
    this.#write(name, JSON.stringify(globals))
  }

  #write(name: string, content: string | Buffer): void {
    this.#files.write(join(this.#folder, name), content)
  }
}
