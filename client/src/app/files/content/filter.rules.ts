import type { FileFilterInput, FileKind } from '../../../generated/graphql';

/** How long ago something changed at most. */
export type Since = 'day' | 'week' | 'month' | 'year';

export const sinces: readonly Since[] = ['day', 'week', 'month', 'year'];

export const kinds: readonly FileKind[] = [
  ...(['DOCUMENT', 'SPREADSHEET', 'PRESENTATION', 'IMAGE', 'VIDEO', 'AUDIO'] as const),
  ...(['CODE', 'ARCHIVE', 'OTHER'] as const),
];

/** The type that a word from outside means, or none. */
export const kindOf = (value: string): FileKind | '' => kinds.find((kind) => kind === value) ?? '';

/** The time that a word from outside means, or none. */
export const sinceOf = (value: string): Since | '' => sinces.find((since) => since === value) ?? '';

/** What a folder is narrowed to; empty strings narrow nothing. */
export interface ContentFilter {
  readonly text: string;
  readonly kind: FileKind | '';
  readonly since: Since | '';
  readonly tag: string;
}

export const EVERYTHING: ContentFilter = { text: '', kind: '', since: '', tag: '' };

export const isNarrowed = ({ text, kind, since, tag }: ContentFilter): boolean =>
  [text.trim(), kind, since, tag].some((part) => part !== '');

const days: Readonly<Record<Since, number>> = { day: 0, week: 6, month: 29, year: 364 };

/** The beginning of the day so many days ago: today counts as a whole. */
function beginningOf(since: Since, now: Date): string {
  const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days[since]);
  return start.toISOString();
}

/** The filter as the server takes it; null where nothing is narrowed. */
export function inputOf(filter: ContentFilter, now: Date): FileFilterInput | null {
  if (!isNarrowed(filter)) return null;
  const text = filter.text.trim();
  return {
    ...(text && { text }),
    ...(filter.kind && { kinds: [filter.kind] }),
    ...(filter.tag && { tags: [filter.tag] }),
    ...(filter.since && { from: beginningOf(filter.since, now) }),
  };
}
