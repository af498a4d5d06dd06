/** What participants of a meeting can be allowed, in the order in which it is shown. */
export const ACTS = ['SPEAK', 'UNMUTE', 'SHOW', 'SHARE_SCREEN', 'REACT', 'ASK', 'CHAT', 'RECORD'] as const;
export type Act = (typeof ACTS)[number];

/** How a meeting can be laid out, as its hosts want it. */
export const LAYOUTS = ['GRID', 'SPEAKER', 'FILMSTRIP'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** How a meeting works. */
export interface Settings {
  readonly lobby: boolean;
  readonly locked: boolean;
  readonly guests: boolean;
  readonly mutedOnEntry: boolean;
  readonly captions: boolean;
  readonly layout: Layout;
  readonly participantsMay: Act[];
}

/** Those of its settings that are switched on and off. */
export type Switch = 'lobby' | 'guests' | 'mutedOnEntry' | 'captions' | 'locked';

const usual: Settings = {
  ...{ lobby: true, locked: false, guests: true, mutedOnEntry: false, captions: false, layout: 'GRID' },
  participantsMay: ['SPEAK', 'UNMUTE', 'SHOW', 'SHARE_SCREEN', 'REACT', 'ASK', 'CHAT'],
};

/** What is offered for a new meeting: in a webinar few speak and many listen. */
export function usualSettings(kind: string, mayInviteGuests: boolean): Settings {
  const settings = { ...usual, guests: mayInviteGuests };
  if (kind !== 'WEBINAR') return settings;
  return { ...settings, mutedOnEntry: true, layout: 'SPEAKER', participantsMay: ['REACT', 'ASK', 'CHAT'] };
}

/** The acts with one allowed or not, always in the same order. */
export function withAct(acts: readonly Act[], act: Act, allowed: boolean): Act[] {
  return ACTS.filter((each) => (each === act ? allowed : acts.includes(each)));
}

/** Only what differs, which is what is sent; null where nothing does. */
export function changesOf(before: Settings, after: Settings): Partial<Settings> | null {
  const keys = Object.keys(after) as (keyof Settings)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, after[key]])) : null;
}
