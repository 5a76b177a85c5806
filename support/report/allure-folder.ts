// The folder of Allure's result files. It removes those of an earlier run; files that
// Allure did not write stay.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
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

/**
 * Where Allure's reporter puts its files. It writes beside the run, since that shares its process with the embedded
 * broker, and does not wait for the disk after every file as Allure's own does.
 */
export class AllureFolder implements Writer {
  readonly #folder: string
  readonly #finish: (result: TestResult) => TestResult
  readonly #pending = new Set<Promise<void>>()
  readonly #failures: unknown[] = []

  /** @param finish the last word on a result before it is written */
  constructor(folder: string, finish: (result: TestResult) => TestResult) {
    this.#folder = folder
    this.#finish = finish
  }

  /** Settles when every file is written; rejects where one could not be. */
  async end(): Promise<void> {
    await Promise.all(this.#pending)
    if (this.#failures.length > 0) throw this.#failures[0]
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
    const work = writeFile(join(this.#folder, name), content)
      .catch((failure: unknown) => {
        this.#failures.push(failure)
      })
      .finally(() => this.#pending.delete(work))
    this.#pending.add(work)
  }
}
