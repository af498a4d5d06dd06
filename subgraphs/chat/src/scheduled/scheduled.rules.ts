import { invalid } from '@parley/kit';
import { instantOf, nextAt, withSeconds } from './local-time.rules.js';

const LONGEST_WAIT_DAYS = 366;
const DAY_MS = 86_400_000;

/** When somebody wants a message to be sent. */
export interface Wish {
  readonly sendAt?: Date | null;
  readonly recipientLocalTime?: string | null;
  readonly recipientLocalDate?: string | null;
}

/** Whether a wish names a time at all. */
export const namesTime = ({ sendAt, recipientLocalTime }: Wish): boolean =>
  sendAt != null || recipientLocalTime != null;

function checkMoment(field: string, at: Date, now: Date): Date {
  if (at <= now) throw invalid(field, 'Choose a time that is still to come');
  if (at.getTime() > now.getTime() + LONGEST_WAIT_DAYS * DAY_MS) {
    throw invalid(field, 'Choose a time within a year');
  }
  return at;
}

/** The instant of a time of day, and of a day where one is named, in a zone. */
export const localInstant = (
  { time, date }: { readonly time: string; readonly date: string | null },
  zone: string,
  now: Date,
): Date => (date ? instantOf({ date, time: withSeconds(time) }, zone) : nextAt(now, time, zone));

/**
 * The instant that a wish names: one of both ways, still to come and within a year.
 * @param zone where the recipient is; null where the channel has no single recipient
 * @throws INVALID naming the field
 */
export function momentOf(wish: Wish, zone: string | null, now: Date): Date {
  const { sendAt, recipientLocalTime: time, recipientLocalDate: date } = wish;
  if (sendAt && time) throw invalid('sendAt', 'Name an instant or a time of day, not both');
  if (sendAt) return checkMoment('sendAt', sendAt, now);
  if (!time) throw invalid('sendAt', 'Say when to send it');
  if (!zone) {
    throw invalid('recipientLocalTime', 'A time where the recipient is needs a conversation of two people');
  }
  return checkMoment('recipientLocalTime', localInstant({ time, date: date ?? null }, zone, now), now);
}
