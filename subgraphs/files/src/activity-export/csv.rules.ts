/** A cell of a table of values separated by commas, RFC 4180; what a spreadsheet would reckon with is text to it. */
export function cellOf(value: string | null): string {
  const text = (value ?? '').replaceAll('\0', '');
  const safe = /^\s*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of it. */
export const lineOf = (cells: readonly (string | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`;
