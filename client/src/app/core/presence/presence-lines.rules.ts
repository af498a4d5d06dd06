/** People who are followed by one subscription. */
export type Line = readonly string[];

/** The lines after people came or went: each keeps whom it has, and stays the same object when nothing on it moved. */
export function placed(lines: readonly Line[], userIds: readonly string[], most: number): readonly Line[] {
  const wanted = new Set(userIds);
  const kept = lines.map((line) => {
    const staying = line.filter((id) => wanted.has(id));
    return staying.length === line.length ? line : staying;
  });
  const here = new Set(kept.flat());
  const fresh = [...wanted].filter((id) => !here.has(id));
  const filled = kept.map((line) => {
    const room = fresh.splice(0, Math.max(most - line.length, 0));
    return room.length > 0 ? [...line, ...room] : line;
  });
  while (fresh.length > 0) filled.push(fresh.splice(0, most));
  return filled.filter((line) => line.length > 0);
}
