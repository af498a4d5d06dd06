import { invalid } from '@parley/kit';
import type { PresenceNow } from './presence.store.js';

const LONGEST_STATUS = 100;

// Control characters and the marks that reorder text: a status must not break or turn round the line it stands in.
const UNFIT = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * A status in words; null for none.
 * @throws INVALID for what is too long or no line of text
 */
export function checkStatus(text: string | null | undefined): string | null {
  const line = (text ?? '').trim().normalize('NFC');
  if (line === '') return null;
  if (line.length > LONGEST_STATUS) throw invalid('text', `Use at most ${String(LONGEST_STATUS)} characters`);
  if (UNFIT.test(line) || !line.isWellFormed()) {
    throw invalid('text', 'Leave out characters that cannot be shown');
  }
  return line;
}

/** An end that lies ahead; null for none. */
export function checkUntil(until: Date | null | undefined, now = new Date()): Date | null {
  if (until && until <= now) throw invalid('until', 'Choose a time to come');
  return until ?? null;
}

/** Whether others see a difference. When somebody was last active is none: that would be told every minute. */
export function looksDifferent(before: PresenceNow | null, after: PresenceNow): boolean {
  const seen = (one: PresenceNow | null) =>
    one && [
      one.state,
      one.inCall,
      one.statusText,
      one.statusEmoji,
      one.until?.getTime() ?? null,
      one.statusUntil?.getTime() ?? null,
    ];
  return JSON.stringify(seen(before) ?? seen(offline(after.personId))) !== JSON.stringify(seen(after));
}

/** Somebody who was never heard of. */
export const offline = (personId: string): PresenceNow => ({
  personId,
  state: 'OFFLINE',
  inCall: false,
  until: null,
  lastActiveAt: null,
  statusText: null,
  statusEmoji: null,
  statusUntil: null,
  changesAt: null,
});

const instant = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));

/** As it was signalled: what comes from another process bears its instants as text. */
export const heard = (signal: PresenceNow): PresenceNow => ({
  ...signal,
  until: instant(signal.until),
  lastActiveAt: instant(signal.lastActiveAt),
  statusUntil: instant(signal.statusUntil),
  changesAt: instant(signal.changesAt),
});
