// Secrets and the forms in which they turn up: as they are, inside JSON, inside JSON inside JSON, in a URL, in base64.

export interface SecretList {
  add(secret: string, masked: string): void
  replace(text: string): string
}

/** An empty list. */
export function createSecretList(): SecretList {
  const masks = new Map<string, string>()
  let pattern: RegExp | undefined
  return {
    add(secret, masked) {
      if (secret.trim() === '' || /^•*$/.test(secret)) return
      for (const form of formsOf(secret)) if (!masks.has(form)) masks.set(form, masked)
      pattern = undefined
    },
    replace(text) {
      if (masks.size === 0) return text
      pattern ??= patternOf([...masks.keys()])
      return text.replace(pattern, (found) => masks.get(found) ?? found)
    },
  }
}

/** Masks themselves come first, so that a secret such as "OTP" leaves them whole. */
const ownMasks = '\\d\\d•{6}\\d\\d(?:#\\d+)?|OTP#\\d+|•{4}'

function patternOf(forms: readonly string[]): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  return new RegExp([ownMasks, ...longestFirst.map(expressionOf)].join('|'), 'gu')
}

/** Digits alone, and very short secrets, would be found in the middle of other words: they have to stand alone. */
function expressionOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  if (/^\d+$/.test(form)) return `(?:(?<!\\d)|(?<=%[\\da-fA-F]{2}|\\\\u[\\da-fA-F]{4}))${literal}(?!\\d)`
  return form.length < 4 ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal
}

function formsOf(secret: string): readonly string[] {
  const json = jsonForm(secret)
  const url = urlForm(secret)
  const lowerUrl = url.replace(/%[\dA-F]{2}/g, (encoded) => encoded.toLowerCase())
  const form = url.replace(/%20/g, '+')
  const strict = url.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  const ascii = json.replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const plain = [secret, json, jsonForm(json), ascii, url, lowerUrl, form, strict]
  const bytes = Buffer.from(secret, 'utf8')
  const encoded = secret.length < 4 ? [] : [bytes.toString('base64'), bytes.toString('base64url')]
  return [...new Set([...plain, ...encoded])]
}

function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function urlForm(text: string): string {
  // A lone surrogate, which encodeURIComponent refuses, becomes the replacement character, as it does in any URL.
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))
}
