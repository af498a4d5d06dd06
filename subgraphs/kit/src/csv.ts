/** A cell of a table of values separated by commas, RFC 4180; what a spreadsheet would reckon with is text to it. */
function cellOf(value: string | null): string {
  const text = (value ?? '').replaceAll('\0', '');
  const safe = /^\s*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of it. */
export const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** The first line, after the mark without which spreadsheets take text for another alphabet's. */
export const csvHead = (columns: readonly string[]): string => `\uFEFF${csvLine(columns)}`;
