const longestShown = 4_000;
const mostLines = 40;
const clippedLength = 2_400;
const clippedLines = 24;

/**
 * The beginning of a text that would fill the screen alone; null for one that is shown whole. It ends with a line, or
 * else with a word.
 */
export function clipped(text: string): string | null {
  const lines = text.slice(0, longestShown + 1).split('\n');
  if (text.length <= longestShown && lines.length <= mostLines) return null;
  const head = lines.slice(0, clippedLines).join('\n').slice(0, clippedLength);
  if (head.length < clippedLength) return head;
  const end = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  return end > clippedLength / 2 ? head.slice(0, end) : head;
}
