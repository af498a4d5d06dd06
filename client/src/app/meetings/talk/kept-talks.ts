const KEPT = 'parley.talks';

/** A call that runs in this window, as it is found again after a reload. */
export interface KeptTalk {
  readonly callId: string;
  readonly video: boolean;
  readonly silent: boolean;
}

/** The calls that ran in this window when it was left. */
export const keptTalks = (): readonly KeptTalk[] =>
  JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as readonly KeptTalk[];

/** Keeps which calls run in this window, for as long as it is open. */
export function keepTalks(talks: readonly KeptTalk[]): void {
  if (talks.length === 0) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify(talks));
}
