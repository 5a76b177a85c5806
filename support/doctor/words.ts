/** What the name of every group begins with that a run makes. */
export const groupPrefix = 'kata-'

/** A name that others have given, without what would steer a terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')
}

/** A number with its noun: `1 member`, `2 members`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

/** The first five, then how many more. */
export function listed(names: readonly string[]): string {
  const rest = names.length - 5
  return `${names.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
