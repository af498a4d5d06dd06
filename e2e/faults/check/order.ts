import type { ShownMessage } from '../journal.js';
import { doneOf, type Evidence, linesOf, type Violation } from './evidence.js';

/** P3: every reader sees the same positions in the same order, and positions follow the order of time. */
export function orders(evidence: Evidence): Violation[] {
  return [
    ...differentLogs(evidence),
    ...brokenWalks(evidence),
    ...staleWalks(evidence),
    ...againstTime(evidence),
  ];
}

/** The whole stream is the same at every gateway, and the history says what the stream says. */
function differentLogs({ logs, truth, order, end }: Evidence): Violation[] {
  const violations: Violation[] = [];
  const broken = (fault: string, what: string) =>
    violations.push({ property: 'P3', fault, what, entries: [] });
  for (const log of logs.slice(1)) {
    const at = log.events.findIndex(({ cursor }, index) => cursor !== order.events[index]?.cursor);
    if (at >= 0 || log.events.length !== order.events.length) {
      broken('reordering', `Gateways replay the stream differently from event ${String(at)} on`);
    }
  }
  const cursors = new Set(order.events.map(({ cursor }) => cursor));
  if (cursors.size < order.events.length) broken('duplicate', 'A replay tells an event twice');
  const added = order.events.flatMap(({ type, message }) =>
    type === 'MessageAdded' && message ? [message] : [],
  );
  const first = added[0]?.seq ?? 0;
  const history = [...truth.values()].filter(({ seq }) => seq >= first);
  const differs = history.findIndex(
    ({ id, seq }, index) => added[index]?.id !== id || added[index].seq !== seq,
  );
  if (differs >= 0 || history.length !== added.length) {
    broken('reordering', `Stream and history differ from message ${history[differs]?.id ?? 'of the end'} on`);
  }
  if (end && order.events.length > 0 && order.events.at(-1)?.cursor !== end.cursor) {
    broken('gap', 'The replay does not reach the position of the snapshot');
  }
  return violations;
}

function faultOf(items: readonly ShownMessage[], truth: ReadonlyMap<string, ShownMessage>): string | null {
  for (const [index, { id, seq }] of items.entries()) {
    const before = items[index - 1];
    if (before && seq <= before.seq) {
      return `${id} (${String(seq)}) after ${before.id} (${String(before.seq)})`;
    }
    if (before && seq !== before.seq + 1) return `nothing between ${String(before.seq)} and ${String(seq)}`;
    if (truth.get(id)?.seq !== seq) return `${id} at ${String(seq)}, which is not where it stands in the end`;
  }
  return null;
}

/** The history, read either way and at any time, has the same positions, without gaps. */
function brokenWalks({ walks, truth }: Evidence): Violation[] {
  return walks.flatMap((walk): Violation[] => {
    const fault = faultOf(walk.items, truth);
    if (!fault) return [];
    const way = walk.backward ? 'backward' : 'forward';
    const what = `Reading ${way} at gateway ${String(walk.gateway)}: ${fault}`;
    return [
      { property: 'P3', fault: 'reordering', what, entries: [{ ...walk, items: walk.items.slice(0, 3) }] },
    ];
  });
}

/** Who reads after an answer sees what was answered. */
function staleWalks(evidence: Evidence): Violation[] {
  const sends = evidence.of('send').filter((each) => !each.act.clash && doneOf(each));
  return evidence.walks.flatMap((walk): Violation[] => {
    const seen = new Set(walk.items.map(({ id }) => id));
    const missing = sends.filter(
      (each) => (each.settled?.t ?? Infinity) < walk.begunAt && !seen.has(doneOf(each)?.id ?? ''),
    );
    if (missing.length === 0) return [];
    const what = `${String(missing.length)} messages answered before the reading began are not in it`;
    const entries = [...missing.slice(0, 3).flatMap(linesOf), { ...walk, items: walk.items.slice(-2) }];
    return [{ property: 'P3', fault: 'stale read', what, entries }];
  });
}

/** What was answered before something else was asked comes before it. */
function againstTime(evidence: Evidence): Violation[] {
  const sends = evidence.of('send').filter((each) => !each.act.clash && doneOf(each));
  const answers = sends
    .map((each) => ({ t: each.settled?.t ?? 0, seq: doneOf(each)?.seq ?? 0, each }))
    .toSorted((a, b) => a.t - b.t);
  const violations: Violation[] = [];
  let highest = answers[0];
  let next = 0;
  for (const later of sends.toSorted((a, b) => a.firstAsked - b.firstAsked)) {
    for (; (answers[next]?.t ?? Infinity) < later.firstAsked; next += 1) {
      const answer = answers[next];
      if (answer && answer.seq > (next === 0 ? -1 : (highest?.seq ?? -1))) highest = answer;
    }
    const seq = doneOf(later)?.seq ?? Infinity;
    if (next === 0 || !highest || seq > highest.seq) continue;
    const what = `Position ${String(seq)} was asked for after position ${String(highest.seq)} was answered`;
    const entries = [...linesOf(highest.each), ...linesOf(later)];
    violations.push({ property: 'P3', fault: 'reordering', what, entries });
  }
  return violations;
}
