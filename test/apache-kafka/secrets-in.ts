// Whether a folder of reports tells a secret.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files below a folder that hold any of these texts, as sentences that do not repeat it. */
export function secretsIn(folder: string, secrets: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => holdsAny(readFileSync(file, 'utf8'), secrets))
    .map((file) => `told in ${file}: a secret`)
}

/** True where the text holds any of these. */
export function holdsAny(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => text.includes(secret))
}
