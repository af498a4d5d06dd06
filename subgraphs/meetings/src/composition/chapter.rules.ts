import type { Chapter, Marked } from './composition.js';

const MOST_CHAPTERS = 200;
/** Closer together than this they are one. */
const SHORTEST = 1;

/**
 * The chapters of a recording, the first at its very beginning: players want one there. What happened before or after it
 * has none; what happened within a second of the last one adds to its title.
 */
export function chaptersOf(beganAt: Date, seconds: number, marks: readonly Marked[]): readonly Chapter[] {
  const chapters: { title: string; startSeconds: number }[] = [];
  const inOrder = marks.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, title } of inOrder) {
    const since = Math.max(0, (at.getTime() - beganAt.getTime()) / 1_000);
    if (since >= seconds || chapters.length === MOST_CHAPTERS) continue;
    const last = chapters.at(-1);
    if (last && since - last.startSeconds < SHORTEST) last.title = `${last.title} · ${title}`;
    else chapters.push({ title, startSeconds: last ? round(since) : 0 });
  }
  return chapters;
}

const round = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

/** Signs that mean something in a file of ffmpeg's. */
const escaped = (text: string): string => text.replaceAll(/[\\=;#\n\r]/g, (sign) => `\\${sign}`);

/** What ffmpeg reads titles of chapters from. */
export function metadataOf(title: string, seconds: number, chapters: readonly Chapter[]): string {
  const parts = chapters.map(({ title: each, startSeconds }, index) => {
    const end = chapters[index + 1]?.startSeconds ?? seconds;
    const times = `START=${String(Math.round(startSeconds * 1_000))}\nEND=${String(Math.round(end * 1_000))}`;
    return `[CHAPTER]\nTIMEBASE=1/1000\n${times}\ntitle=${escaped(each)}\n`;
  });
  return `;FFMETADATA1\ntitle=${escaped(title)}\n${parts.join('')}`;
}
