/** What of a call decides how it is told. */
export interface ToldCall {
  readonly state: string;
  readonly video: boolean;
  readonly durationSeconds?: number | null;
}

/** Keys of what came of a call, for whoever rang and for whoever was rung. */
const OUTCOMES: Readonly<Record<string, { readonly mine: string; readonly theirs: string }>> = {
  MISSED: { mine: 'noAnswer', theirs: 'missed' },
  CANCELLED: { mine: 'cancelled', theirs: 'missed' },
  REJECTED: { mine: 'declined', theirs: 'youDeclined' },
  BUSY: { mine: 'busy', theirs: 'youWereBusy' },
  FAILED: { mine: 'lost', theirs: 'lost' },
};

/** The key of what came of a call, under `chat.call`. */
export function outcomeOf({ state, video }: ToldCall, isOwn: boolean): string {
  const outcome = OUTCOMES[state];
  if (outcome) return isOwn ? outcome.mine : outcome.theirs;
  return video ? 'talkedVideo' : 'talked';
}

/** Whether somebody did not reach whom they called: it stands out for who was called. */
export const isMissed = ({ state }: ToldCall, isOwn: boolean): boolean =>
  !isOwn && (state === 'MISSED' || state === 'CANCELLED');
