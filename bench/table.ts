/** Rows of ready texts; the first column is left-aligned, all others are figures. */
export interface Table {
  /** Stands above it: what it was measured on. Missing where there is one table. */
  readonly caption?: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Renders a table as GitHub's Markdown, its columns padded so that it reads as plain text too. */
export function renderTable({ caption, columns, rows }: Table): string {
  const lines = [columns, ...rows]
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((cells) => (cells[at] ?? '').length)))
  const render = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => pad(cells[at] ?? '', { width, isFigure: at > 0 })).join(' | ')} |`
  const rule = `| ${widths.map((width, at) => (at > 0 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  const title = caption === undefined ? [] : [`${caption}:`, '']
  return [...title, render(columns), rule, ...rows.map(render)].join('\n')
}

/** `0.42 ms`, `31.4 ms`, `3012 ms`, `15.2 s`: three digits that mean something. */
export function duration(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`
  return `${figure(ms)} ms`
}

/** From the least to the most. */
export function spread(minMs: number, maxMs: number): string {
  return `${duration(minMs)} – ${duration(maxMs)}`
}

/** How many times as much as the reference; a dash where there is nothing to compare. */
export function ratio(value: number, reference: number): string {
  return reference > 0 && Number.isFinite(value) ? `${figure(value / reference)} ×` : '–'
}

function figure(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value.toFixed(value >= 10 ? 1 : 2)
}

function pad(text: string, { width, isFigure }: { width: number; isFigure: boolean }): string {
  return isFigure ? text.padStart(width) : text.padEnd(width)
}
