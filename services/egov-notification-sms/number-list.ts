/**
 * Whether one of the patterns fits the whole number.
 *
 * @param patterns numbers in which `X` is any digit, and `*` any digits, at least one: `5*`, `9999X`
 */
export function isListed(patterns: readonly string[], number: string): boolean {
  return patterns.some((pattern) => toRegExp(pattern).test(number))
}

function toRegExp(pattern: string): RegExp {
  const digits = pattern.replace(/[^\dX*+]/g, '').replaceAll('+', '\\+')
  return new RegExp(`^${digits.replaceAll('X', '[0-9]').replaceAll('*', '[0-9]+')}$`)
}
