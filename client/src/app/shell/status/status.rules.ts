import type { Until } from '../../ui/time/until';

/** What people often are up to, and how long that usually lasts. */
export interface Suggestion {
  readonly key: string;
  readonly emoji: string;
  readonly until: Until;
}

export const suggestions: readonly Suggestion[] = [
  { key: 'meeting', emoji: '🗓️', until: 'hour1' },
  { key: 'lunch', emoji: '🥪', until: 'hour1' },
  { key: 'commuting', emoji: '🚋', until: 'minutes30' },
  { key: 'focus', emoji: '🎧', until: 'hours4' },
  { key: 'home', emoji: '🏡', until: 'today' },
  { key: 'sick', emoji: '🤒', until: 'today' },
  { key: 'leave', emoji: '🌴', until: 'open' },
];

/** Ends that a status is offered; one that was set before keeps its own. */
export const statusEnds = [
  'minutes30',
  'hour1',
  'hours4',
  'today',
  'week',
  'open',
] as const satisfies readonly Until[];
