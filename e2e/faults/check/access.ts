import { ENDED_BY_ITSELF } from '../journal.js';
import { doneOf, type Evidence, linesOf, type Operation, type Violation } from './evidence.js';

/** A time in which somebody was no member. Times in milliseconds of the journal. */
interface Absence {
  readonly userId: string;
  readonly removal: Operation;
  /** Since when the removal was known to have happened. */
  readonly answeredAt: number;
  /** The place of the removal in the stream. */
  readonly from: number;
  /** The place at which they were let in again; Infinity when they were not. */
  readonly to: number;
  /** When they were first asked in again. */
  readonly invitedAt: number;
}

function absencesOf(evidence: Evidence): Absence[] {
  const { order } = evidence;
  const removals = evidence.of('remove').filter((each) => doneOf(each));
  return [...Map.groupBy(removals, ({ act }) => act.userId)].flatMap(([userId, own]) => {
    const places = (type: string) =>
      order.events.flatMap((event, at) => (event.type === type && event.userId === userId ? [at] : []));
    const gone = places('MemberRemoved');
    const back = places('MemberAdded');
    const invitations = evidence.of('invite').filter(({ act }) => act.userId === userId);
    // Removals that changed nothing have no event; those that did are in order, as the worker who asks is one.
    return own.flatMap((removal, n): Absence[] => {
      const from = gone[n];
      if (from === undefined || gone.length !== own.length) return [];
      const to = back.find((at) => at > from) ?? Infinity;
      const invitedAt = invitations.find(({ firstAsked }) => firstAsked > removal.firstAsked)?.firstAsked;
      const answeredAt = removal.settled?.t ?? Infinity;
      return [{ userId, removal, answeredAt, from, to, invitedAt: invitedAt ?? Infinity }];
    });
  });
}

/** P5: who was removed is told, shown and allowed nothing that lies after the removal. */
export function revocations(evidence: Evidence): Violation[] {
  return absencesOf(evidence).flatMap((absence) => [
    ...toldAfter(evidence, absence),
    ...shownAfter(evidence, absence),
    ...allowedAfter(evidence, absence),
  ]);
}

function toldAfter({ followers, order }: Evidence, absence: Absence): Violation[] {
  return [...followers.values()].flat().flatMap((line): Violation[] => {
    if (line.type !== 'told' || line.who !== absence.userId || line.event.type === 'CaughtUp') return [];
    const at = order.of(line.event.cursor) ?? -1;
    if (at <= absence.from || at >= absence.to || line.t >= absence.invitedAt) return [];
    const what = `${line.follower} was told of ${line.event.type} ${line.event.cursor} after the removal`;
    const entries = [...linesOf(absence.removal), line];
    return [{ property: 'P5', fault: 'delivery after revocation', what, entries }];
  });
}

const isDuring = ({ answeredAt, invitedAt }: Absence, from: number, to: number): boolean =>
  from > answeredAt && to < invitedAt;

function shownAfter({ walks, snapshots }: Evidence, absence: Absence): Violation[] {
  return [...walks, ...snapshots].flatMap((read): Violation[] => {
    if (read.who !== absence.userId || !isDuring(absence, read.begunAt, read.t)) return [];
    const what = `${read.who} read the channel after the removal`;
    return [{ property: 'P5', fault: 'read after revocation', what, entries: linesOf(absence.removal) }];
  });
}

function allowedAfter(evidence: Evidence, absence: Absence): Violation[] {
  return evidence.operations.flatMap((operation): Violation[] => {
    const done = doneOf(operation);
    if (!done || operation.settled === null) return [];
    if (operation.act.kind !== 'send' || operation.userId !== absence.userId) return [];
    if (!isDuring(absence, operation.firstAsked, operation.settled.t)) return [];
    const what = `${operation.act.text} was accepted after the removal`;
    const entries = [...linesOf(absence.removal), ...linesOf(operation)];
    return [{ property: 'P5', fault: 'write after revocation', what, entries }];
  });
}

/** P8: faults are told by their codes: a fault of the product is not the client's, and is never a bare failure. */
export function falseRefusals(evidence: Evidence): Violation[] {
  const outsiders = new Set(evidence.of('remove').map(({ act }) => act.userId));
  return evidence.operations.flatMap((operation) =>
    operation.answered.flatMap((line): Violation[] => {
      const { outcome } = line;
      if (outcome.kind !== 'refused') return [];
      const isMember = !outsiders.has(operation.userId);
      const isFalse =
        ['INTERNAL', 'UNAUTHENTICATED', 'INVALID'].includes(outcome.code) ||
        (isMember && ['NOT_FOUND', 'FORBIDDEN'].includes(outcome.code));
      if (!isFalse) return [];
      const what = `${operation.act.kind} by ${operation.who} was refused with ${outcome.code}: ${outcome.message}`;
      return [{ property: 'P8', fault: 'false refusal', what, entries: [line] }];
    }),
  );
}

/** P8: no process ends because something else is broken. */
export function endings({ entries }: Evidence): Violation[] {
  return entries.flatMap((entry): Violation[] => {
    if (entry.type !== 'fault' || entry.action !== ENDED_BY_ITSELF || entry.phase !== 'begun') return [];
    const what = `${entry.target} ended though nobody struck it`;
    return [{ property: 'P8', fault: 'process ended', what, entries: [entry] }];
  });
}
