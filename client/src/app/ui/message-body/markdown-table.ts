import type { Align } from './markdown-tree';

/** The most columns of a table; what has more is shown as it was typed. */
const widest = 64;

/** The cells of a line; a bar that is escaped or within code is part of its cell. */
export function tableCells(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let code = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === '\\' && line[at + 1] === '|') {
      cell += '|';
      at += 1;
    } else if (char === '|' && !code) {
      cells.push(cell.trim());
      cell = '';
    } else {
      if (char === '`') code = !code;
      cell += char;
    }
  }
  cells.push(cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

/** Whether it is the line of dashes below the head of a table. */
export function isTableRule(line: string): boolean {
  if (!line.includes('-') || !/^[\s|:-]+$/.test(line) || !/[|:]/.test(line)) return false;
  const cells = tableCells(line);
  return cells.length > 0 && cells.length <= widest && cells.every((cell) => /^:?-+:?$/.test(cell));
}

/** How each column is aligned, as the colons of the line of dashes say. */
export function tableAligns(line: string): Align[] {
  return tableCells(line).map((cell) => {
    const [start, end] = [cell.startsWith(':'), cell.endsWith(':')];
    if (start && end) return 'center';
    if (end) return 'right';
    return start ? 'left' : null;
  });
}
