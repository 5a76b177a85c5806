// A setting that is PEM text or leads to a file with it.
import { readFileSync } from 'node:fs'
import type { References } from './references.js'

/**
 * The PEM text, kept as a secret where it holds a private key.
 *
 * @throws KataError SETTINGS_INVALID where it is neither; the text is not quoted, since it may be half of a key
 */
export function readPem(given: string | undefined, path: string, references: References): string | undefined {
  const value = references.text(given, path)?.trim()
  if (value === undefined || value === '') return undefined
  const text = value.includes('-----BEGIN') ? withLines(value) : readFile(value, path, references)
  if (text.includes('PRIVATE KEY')) references.keepSecret(text)
  return text
}

/** Where a variable cannot hold lines, people write `\n`. */
function withLines(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\\n', '\n')
}

function readFile(name: string, path: string, references: References): string {
  try {
    const text = readFileSync(references.pathOf(name), 'utf8').trimEnd()
    if (text.includes('-----BEGIN')) return text
  } catch {
    throw references.invalid(
      path,
      'It is no PEM text, and no file of that name can be read.',
      'Set it to PEM text (-----BEGIN …), or to the path of a file with it, from the folder of the settings file.',
    )
  }
  throw references.invalid(path, 'The file that it leads to holds no PEM text.', 'PEM begins with -----BEGIN …')
}
