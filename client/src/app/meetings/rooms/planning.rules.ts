const MINUTE_MS = 60_000;
const STEP_MS = 30 * MINUTE_MS;

/** The longest time that a meeting can be planned for. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/** When a meeting begins and ends, as ISO 8601 in UTC; null for what is not chosen. */
export interface Span {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** What stands against a plan, named for its text; null where nothing does. */
export type PlanFault = 'begin' | 'end' | 'past' | 'order' | 'long' | null;

/** What is offered to begin with: the next full or half hour, for an hour. */
export function nextSpan(now: Date): Span {
  const begin = new Date(Math.ceil((now.getTime() + 1) / STEP_MS) * STEP_MS);
  return { startsAt: begin.toISOString(), endsAt: new Date(begin.getTime() + 2 * STEP_MS).toISOString() };
}

/** The plan with another beginning: its end moves along, so that it lasts as long as before. */
export function movedTo(span: Span, startsAt: string | null): Span {
  if (!startsAt || !span.startsAt || !span.endsAt) return { ...span, startsAt };
  const lasts = Date.parse(span.endsAt) - Date.parse(span.startsAt);
  if (lasts <= 0) return { ...span, startsAt };
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + lasts).toISOString() };
}

/** Why a meeting cannot be planned so; `now` is left out for one that may have begun already. */
export function faultOf({ startsAt, endsAt }: Span, now?: Date): PlanFault {
  if (!startsAt) return 'begin';
  if (!endsAt) return 'end';
  const begin = Date.parse(startsAt);
  const lasts = Date.parse(endsAt) - begin;
  if (lasts <= 0) return 'order';
  if (lasts > LONGEST_MS) return 'long';
  return now && begin + MINUTE_MS <= now.getTime() ? 'past' : null;
}
