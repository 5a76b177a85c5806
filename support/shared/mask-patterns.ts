// What a mobile number, a one-time code and a secret look like in a text. It keeps no state and replaces nothing.

/** A token that only looks as if it held a number: a UUID, or a hash or id of 16 and more hexadecimal digits. */
const uuid = '[\\da-fA-F]{8}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{12}'
const afterEscape = '(?<=%[\\da-fA-F]{2}|\\\\u[\\da-fA-F]{4})'
const hash = `(?:${afterEscape}|(?<![\\da-fA-F%]|\\\\u))(?=\\d{0,40}[a-fA-F])[\\da-fA-F]{16,}(?![\\da-fA-F])`
const foreign = `${uuid}|${hash}`

/** Where digits begin: not inside a longer run of digits, but right behind `%20` or `\u0022` counts as a beginning. */
const start = `(?:${afterEscape}|(?<![\\d•#]))`

const gap = '(?:[ -]|%20)'
const mobile = `[6-9]\\d{9}|[6-9]\\d{4}${gap}\\d{5}|[6-9]\\d{2}${gap}\\d{3}${gap}\\d{4}|[6-9]\\d{3}${gap}\\d{3}${gap}\\d{3}`

/** Cheap to run: true of every text that may hold an Indian mobile number. */
export const mayHoldMobileNumber = /[6-9]\d{9}|[6-9]\d{2,4}(?:[ -]|%20)\d/

/** Indian mobile numbers, 10 digits from 6–9, with 91, +91, 091, 0091, 0 or nothing in front (`prefix`), or a token to leave alone. */
export const mobileNumbers = new RegExp(
  `${foreign}|${start}(?<prefix>(?:0091|091|91|0)(?:${gap})?)?(?<number>${mobile})(?!\\d)`,
  'g',
)

/**
 * Every run of digits (`run`) that stands alone, or a token to leave alone. What could be an escaped character in front of
 * a run, such as `%20`, is matched with it (`escaped`): only who knows the value can say where it begins.
 */
export const digitRuns = new RegExp(
  `${foreign}|(?:(?<escaped>%[\\da-fA-F]{2}|\\\\u[\\da-fA-F]{4})|(?<![\\d•#]))(?<run>\\d{3,})(?!\\d)`,
  'g',
)

/** Runs of digits, and groups of digits with separators between them, that may hold a registered number. */
export const longRuns = /\d{6,}/g
export const groupedRuns = /(?<![\d•#])\d{1,12}(?:(?:[ +.\-\u00a0]|%20|%2D)\d{1,12}){1,9}(?!\d)/g

/** Cheap to run: true of every text that may hold a one-time code. */
export const mayHoldCode = /otp|one[ -]?time|passcode|verification code/i

const keyword = '(?:otp|one[ -]?time (?:password|passcode|pin|code)|passcode|verification code)s?'
const quote = '(?:\\\\{0,8}["\'“”‘’(]|%22|%27|%20|\\s)'
const link = '(?:is|was|are|:|=|\\||%3A|%3D)'
const subject = '(?:\\s+(?:code|number|reference|pin))?(?:\\s+(?:for|to)\\s[^\\d\\n]{1,80}?\\s(?=is\\s))?'
const quantity = '(?!\\d|[.,:-]\\d|\\s*(?:ms|s|seconds?|minutes?|bytes?|messages?)\\b)'

/** One-time codes of 4–8 digits (`code`) behind a word for them (`before`), in a sentence or as the value of a key. */
export const codesBehindWord = new RegExp(
  `(?<before>(?:(?<![\\w.-])|(?<=\\\\[nrt]|%[\\da-fA-F]{2}))${keyword}${subject}${quote}{0,4}${link}?${quote}{0,4}` +
    `|["']\\w{0,20}otp(?:_?(?:reference|code|value|number|token))?\\\\{0,8}["']\\s*[:=]\\s*(?:\\\\{0,8}["'])?` +
    `|(?<![\\w.-])otp_?(?:reference|code|value|number|token)${quote}{0,4}${link}${quote}{0,4})(?<code>\\d{4,8})${quantity}`,
  'gi',
)

/** One-time codes in front of the word, as in "123456 is your OTP". */
export const codesBeforeWord = new RegExp(
  `(?<![\\d•#])(?<before>)(?<code>\\d{4,8})(?=\\s+is\\s+(?:your|the|an?)\\s[^\\d\\n]{0,40}?${keyword}\\b)`,
  'gi',
)

/** Keys whose value is a one-time code. */
export const codeKey = /otp(?:_?(?:reference|code|value|number|token))?$/i

const secretName =
  'password|passwd|new_?password|existing_?password|client_?secret|api_?key|access_?token|refresh_?token|auth_?token|' +
  'authorization|proxy-authorization|set-cookie|cookie'

/** Keys whose value is a secret. */
export const secretKey = new RegExp(`^(?:${secretName})$`, 'i')

/** Cheap to run: true of every text that may name a secret. */
export const mayHoldSecret = /pass|secret|key|token|auth|cookie/i

/** Secrets (`secret`) as the value of a JSON key or of a header; a value that begins with `#` is a marker and stays. */
export const namedSecrets = new RegExp(
  `(?<before>\\\\{0,8}["'](?:${secretName})\\\\{0,8}["']\\s*:\\s*\\\\{0,8}["'])(?<secret>[^"'\\\\#•][^"'\\\\]{0,4000})` +
    `|(?<scheme>\\b(?:Bearer|Basic)\\s+)(?<credentials>[\\w.~+/=-]{8,4000})`,
  'gi',
)
