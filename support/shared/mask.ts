// What must not be read in a log or report: mobile numbers, one-time codes and secrets, by value and by pattern. It is
// no encryption, and what nobody registered and no pattern knows stays in clear.
import {
  codeKey,
  codesBeforeWord,
  codesBehindWord,
  digitRuns,
  groupedRuns,
  longRuns,
  mayHoldCode,
  mayHoldMobileNumber,
  mayHoldSecret,
  mobileNumbers,
  namedSecrets,
  secretKey,
} from './mask-patterns.js'
import { maskedCopy } from './masked-copy.js'
import { createSecretList } from './secret-list.js'

/**
 * Masks texts and data: a number as `98••••••10` (a 91 or +91 stays in front), a one-time code as `OTP#1`, a secret as
 * `••••`. The same value always has the same mask; a second number with the same visible digits gets `98••••••10#2`.
 * Masking what is masked changes nothing. UUIDs, hashes and runs of digits that are longer than a number stay.
 */
export interface Mask {
  /** A mobile number of 7 and more digits, with or without country code; of an Indian one its last ten digits count. */
  registerNumber(number: string): void
  /** A one-time code; codes of digits are masked only where they stand alone, not inside longer numbers. */
  registerCode(code: string): void
  /** A password or token, masked in its JSON, URL and base64 forms too; under 4 characters only where it stands alone. */
  registerSecret(secret: string): void
  text(text: string): string
  /**
   * A masked deep copy of plain data, keys included; a number that is masked becomes a text. Objects and arrays that hold
   * nothing to mask are handed over as they are.
   *
   * @param keeps keys whose values stay as they are, such as ids
   */
  deep<T>(value: T, keeps?: (key: string) => boolean): T
}

export interface MaskOptions {
  /** Also mask what looks like an Indian mobile number, a one-time code behind a word for it, or a named secret. */
  readonly byPattern: boolean
}

/** A mask that knows no values yet. */
export function createMask(options: MaskOptions): Mask {
  return new ValueMask(options.byPattern)
}

const secretMask = '••••'
/** Shorter runs of digits are no telephone number. */
const fewestDigits = 7

class ValueMask implements Mask {
  readonly #byPattern: boolean
  readonly #numbers = new Map<string, string>()
  readonly #numberLengths = new Set<number>()
  readonly #seenNumbers = new Map<string, string>()
  readonly #maskCounts = new Map<string, number>()
  readonly #codes = new Map<string, string>()
  readonly #seenCodes = new Map<string, string>()
  readonly #secrets = createSecretList()

  constructor(byPattern: boolean) {
    this.#byPattern = byPattern
  }

  registerNumber(number: string): void {
    const digits = number.replace(/\D/g, '')
    const core = /^(?:0091|91|0)?([6-9]\d{9})$/.exec(digits)?.[1] ?? digits
    if (core.length < fewestDigits) return
    this.#numbers.set(core, this.#numberMask(core))
    this.#numberLengths.add(core.length)
  }

  registerCode(code: string): void {
    const value = code.trim()
    if (value === '') return
    const masked = this.#codeMask(value)
    if (/^\d{3,}$/.test(value)) this.#codes.set(value, masked)
    else this.#secrets.add(value, masked)
  }

  registerSecret(secret: string): void {
    this.#secrets.add(secret, secretMask)
  }

  text(text: string): string {
    const withoutSecrets = this.#secrets.replace(this.#byPattern ? this.#hideNamedSecrets(text) : text)
    if (!/\d{2}/.test(withoutSecrets)) return withoutSecrets
    const withoutNumbers = this.#hideNumbers(withoutSecrets)
    return this.#hideCodes(withoutNumbers)
  }

  deep<T>(value: T, keeps: (key: string) => boolean = () => false): T {
    const leaf = (item: string | number | bigint, key: string) => this.#leaf(item, key)
    return maskedCopy(value, { leaf, key: (key) => this.text(key), keeps }) as T
  }

  #leaf(value: string | number | bigint, key: string): unknown {
    if (this.#byPattern && key !== '') {
      const text = String(value)
      if (codeKey.test(key) && /^\s*\d{4,8}\s*$/.test(text)) return this.#codeMask(text.trim())
      if (secretKey.test(key) && typeof value === 'string' && !/^(?:#|•{4}$|$)/.test(value)) return secretMask
    }
    if (typeof value === 'string') return this.text(value)
    const masked = this.text(String(value))
    return masked === String(value) ? value : masked
  }

  #hideNamedSecrets(text: string): string {
    if (!mayHoldSecret.test(text) && !/(?:Bearer|Basic)\s/i.test(text)) return text
    return text.replace(namedSecrets, (...match) => {
      const { before = '', scheme } = groupsOf(match)
      return `${scheme ?? before}${secretMask}`
    })
  }

  #hideNumbers(text: string): string {
    const byValue = this.#numbers.size === 0 ? text : this.#hideRegisteredNumbers(text)
    if (!this.#byPattern || !mayHoldMobileNumber.test(byValue)) return byValue
    return byValue.replace(mobileNumbers, (...match) => {
      const { prefix = '', number } = groupsOf(match)
      if (number === undefined) return match[0]
      return `${prefix}${this.#numberMask(number.replace(/%20|\D/g, ''))}`
    })
  }

  #hideRegisteredNumbers(text: string): string {
    const hideRun = (run: string) => this.#hideInRun(run)
    return text.replace(longRuns, hideRun).replace(groupedRuns, hideRun)
  }

  /** Replaces every registered number in a run of digits and separators, wherever in the run it begins. */
  #hideInRun(run: string): string {
    const { digits, placeOf } = digitsOf(run)
    let result = ''
    let copied = 0
    for (let first = 0; first < digits.length; first += 1) {
      const core = this.#numberAt(digits, first)
      if (core === undefined) continue
      const last = first + core.length - 1
      result += run.slice(copied, placeOf(first)) + this.#numberMask(core)
      copied = placeOf(last) + 1
      first = last
    }
    return result + run.slice(copied)
  }

  #numberAt(digits: string, first: number): string | undefined {
    for (const length of this.#numberLengths) {
      const core = digits.slice(first, first + length)
      if (this.#numbers.has(core)) return core
    }
    return undefined
  }

  #hideCodes(text: string): string {
    const byValue = this.#codes.size === 0 ? text : this.#hideRegisteredCodes(text)
    if (!this.#byPattern || !mayHoldCode.test(byValue)) return byValue
    const hide = (...match: (string | number | object)[]) => {
      const { before = '', code = '' } = groupsOf(match)
      return `${before}${this.#codeMask(code)}`
    }
    return byValue.replace(codesBehindWord, hide).replace(codesBeforeWord, hide)
  }

  #hideRegisteredCodes(text: string): string {
    return text.replace(digitRuns, (...match) => {
      const { escaped = '', run = '' } = groupsOf(match)
      const masked = this.#codes.get(run)
      if (masked !== undefined) return `${escaped}${masked}`
      const whole = this.#codes.get(`${escaped.slice(1)}${run}`)
      return whole === undefined ? match[0] : `${escaped.slice(0, 1)}${whole}`
    })
  }

  #numberMask(core: string): string {
    const known = this.#seenNumbers.get(core)
    if (known !== undefined) return known
    const visible = `${core.slice(0, 2)}••••••${core.slice(-2)}`
    const count = (this.#maskCounts.get(visible) ?? 0) + 1
    this.#maskCounts.set(visible, count)
    const masked = count === 1 ? visible : `${visible}#${count}`
    this.#seenNumbers.set(core, masked)
    return masked
  }

  #codeMask(code: string): string {
    const masked = this.#seenCodes.get(code) ?? `OTP#${this.#seenCodes.size + 1}`
    this.#seenCodes.set(code, masked)
    return masked
  }
}

/** The digits of a run, and where in the run each of them stands. */
function digitsOf(run: string): { readonly digits: string; placeOf(index: number): number } {
  if (!/\D/.test(run)) return { digits: run, placeOf: (index) => index }
  const found = [...run.matchAll(/%20|%2D|\d/g)].filter(([digit]) => digit.length === 1)
  const digits = found.map(([digit]) => digit).join('')
  return { digits, placeOf: (index) => found[index]?.index ?? run.length }
}

/** The named groups of a match, which `replace` hands over as its last argument. */
function groupsOf(match: readonly unknown[]): Readonly<Record<string, string | undefined>> {
  return match.at(-1) as Readonly<Record<string, string | undefined>>
}
