import type { Entry } from '../journal.js';
import { endings, falseRefusals, revocations } from './access.js';
import { deliveries } from './delivery.js';
import { Evidence, type Violation } from './evidence.js';
import { orders } from './order.js';
import { resumedSnapshots } from './snapshots.js';
import { abortedReads, keysOnce, lostWrites } from './writes.js';

const checks = [
  lostWrites,
  abortedReads,
  keysOnce,
  orders,
  deliveries,
  resumedSnapshots,
  revocations,
  falseRefusals,
  endings,
] as const;

/** Everything in a journal that breaks a promise; the idea is that of Jepsen's checkers of histories. */
export function violationsIn(entries: readonly Entry[]): readonly Violation[] {
  const evidence = new Evidence(entries);
  return [...unfinished(evidence), ...checks.flatMap((check) => check(evidence))];
}

/** What was never answered though everything was whole again, and a truth that could not be read: nothing is proven. */
function unfinished({ operations, truth, logs, end }: Evidence): Violation[] {
  const open = operations
    .filter(({ outcome }) => outcome === null)
    .map(({ act, who, asked, answered }): Violation => {
      const what = `${act.kind} by ${who} was never answered, in ${String(asked.length)} attempts`;
      return {
        property: 'P1',
        fault: 'never answered',
        what,
        entries: [...asked.slice(-1), ...answered.slice(-1)],
      };
    });
  const isRead = truth.size > 0 && end !== null && (logs[0]?.events.length ?? 0) > 0;
  const unread: Violation = {
    property: 'P1',
    fault: 'never answered',
    what: 'History, snapshot and stream could not be read in the end',
    entries: [],
  };
  return isRead ? open : [...open, unread];
}

const SHOWN = 5;
const LINE = 400;

/** For people: what was broken and by which lines of the journal. */
export function reportOf(violations: readonly Violation[]): string {
  const more = violations.length - SHOWN;
  const told = violations.slice(0, SHOWN).map(({ property, fault, what, entries }) => {
    const lines = entries.map((entry) => `    ${JSON.stringify(entry).slice(0, LINE)}`);
    return [`${property} ${fault}: ${what}`, ...lines].join('\n');
  });
  return [...told, ...(more > 0 ? [`… and ${String(more)} more`] : [])].join('\n');
}
