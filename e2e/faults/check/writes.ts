import type { ShownMessage } from '../journal.js';
import { doneOf, type Evidence, linesOf, type Operation, type Violation } from './evidence.js';

/** What the text of a message says who sent it: a name and a number, which no two sendings share. */
const tagOf = (text: string): string => text.split(' ')[0] ?? '';

/** P1: what was answered is there in the end, as it was answered. */
export function lostWrites(evidence: Evidence): Violation[] {
  return [...lostMessages(evidence), ...lostEvents(evidence), ...lostStates(evidence)];
}

function lostMessages(evidence: Evidence): Violation[] {
  const { truth } = evidence;
  return evidence.of('send').flatMap((operation): Violation[] => {
    const done = doneOf(operation);
    if (!done || operation.act.clash) return [];
    const kept = truth.get(done.id);
    if (kept?.seq === done.seq) return [];
    const what = kept
      ? `${operation.act.text} was answered with position ${String(done.seq)} and stands at ${String(kept.seq)}`
      : `${operation.act.text} was answered (position ${String(done.seq)}) and is not in the history`;
    return [{ property: 'P1', fault: 'lost write', what, entries: linesOf(operation) }];
  });
}

/** Every answered change has its event, once. */
function lostEvents(evidence: Evidence): Violation[] {
  const { order } = evidence;
  const counted = new Map<string, number>();
  for (const { type, messageId, userId } of order.events) {
    const name = `${type} ${type === 'MemberRemoved' ? (userId ?? '') : (messageId ?? '')}`;
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  const expected = [
    ...evidence
      .of('send')
      .filter(({ act }) => !act.clash)
      .map((each) => [each, 'MessageAdded'] as const),
    ...evidence.of('edit').map((each) => [each, 'MessageChanged'] as const),
    ...evidence.of('delete').map((each) => [each, 'MessageRemoved'] as const),
    ...evidence.of('remove').map((each) => [each, 'MemberRemoved'] as const),
  ];
  const wanted = new Map<string, Operation[]>();
  for (const [operation, type] of expected) {
    const done = doneOf(operation);
    if (!done) continue;
    const name = `${type} ${operation.act.kind === 'remove' ? operation.act.userId : done.id}`;
    wanted.set(name, [...(wanted.get(name) ?? []), operation]);
  }
  return [...wanted].flatMap(([name, operations]): Violation[] => {
    const times = counted.get(name) ?? 0;
    if (times >= operations.length) return [];
    const what = `${String(operations.length)} answered, ${String(times)} in the stream: ${name}`;
    return [{ property: 'P1', fault: 'lost event', what, entries: operations.flatMap(linesOf) }];
  });
}

/** The last state of each message, reaction, read cursor, membership and name is what the last answers say. */
function lostStates(evidence: Evidence): Violation[] {
  return [...lostTexts(evidence), ...lostReactions(evidence), ...lostPlaces(evidence)];
}

function lostTexts(evidence: Evidence): Violation[] {
  const { truth } = evidence;
  const removed = new Map(evidence.of('delete').map((operation) => [operation.act.messageId, operation]));
  const edits = Map.groupBy(evidence.of('edit'), ({ act }) => act.messageId);
  return evidence.of('send').flatMap((operation): Violation[] => {
    const done = doneOf(operation);
    const kept = done && truth.get(done.id);
    if (!done || !kept || operation.act.clash) return [];
    const changes = edits.get(done.id) ?? [];
    const removal = removed.get(done.id);
    const unsure = [...changes, ...(removal ? [removal] : [])].some(({ outcome }) => outcome === null);
    if (unsure) return [];
    const last = changes.findLast((each) => doneOf(each));
    const text = removal && doneOf(removal) ? null : (last?.act.text ?? operation.act.text);
    if (kept.text === text) return [];
    const what = `${done.id} says ${JSON.stringify(kept.text)}, not ${JSON.stringify(text)}`;
    const entries = [operation, ...(last ? [last] : []), ...(removal ? [removal] : [])].flatMap(linesOf);
    return [{ property: 'P1', fault: 'lost write', what, entries }];
  });
}

function lostReactions(evidence: Evidence): Violation[] {
  const { end } = evidence;
  const shown = new Map(end?.messages.map((message) => [message.id, message]));
  const byPlace = Map.groupBy(evidence.of('react'), ({ act }) => `${act.messageId} ${act.emoji}`);
  return [...byPlace].flatMap(([place, operations]): Violation[] => {
    const [messageId = '', emoji = ''] = place.split(' ');
    const message = shown.get(messageId);
    if (!message || message.deleted || operations.some(({ outcome }) => outcome === null)) return [];
    const people = Map.groupBy(operations, ({ who }) => who);
    const expected = [...people.values()].filter(
      (own) => own.findLast((each) => doneOf(each))?.act.added === true,
    ).length;
    const found = message.reactions.find((reaction) => reaction.emoji === emoji)?.count ?? 0;
    if (found === expected) return [];
    const what = `${emoji} stands ${String(found)} times on ${messageId}, not ${String(expected)}`;
    return [{ property: 'P1', fault: 'lost write', what, entries: operations.flatMap(linesOf) }];
  });
}

function lostPlaces(evidence: Evidence): Violation[] {
  const { end } = evidence;
  if (!end) return [];
  const violations: Violation[] = [];
  const name = evidence.of('rename').findLast((each) => doneOf(each));
  if (name && end.name !== name.act.name && !evidence.of('rename').some(({ outcome }) => outcome === null)) {
    const what = `The channel is named ${String(end.name)}, not ${name.act.name}`;
    violations.push({ property: 'P1', fault: 'lost write', what, entries: linesOf(name) });
  }
  const changes = [...evidence.of('remove'), ...evidence.of('invite')].toSorted(
    (a, b) => a.firstAsked - b.firstAsked,
  );
  for (const [userId, all] of Map.groupBy(changes, ({ act }) => act.userId)) {
    const last = all.findLast((each) => doneOf(each));
    if (!last || all.some(({ outcome }) => outcome === null)) continue;
    if (end.members.some((member) => member.userId === userId) === (last.act.kind === 'invite')) continue;
    const what = `${userId} is ${last.act.kind === 'invite' ? 'not ' : ''}a member in the end`;
    violations.push({ property: 'P1', fault: 'lost write', what, entries: linesOf(last) });
  }
  return violations;
}

/**
 * Whether a refusal tells nothing of what came before it: who was removed is told of the channel as of one that never
 * was, also by a retry whose first attempt was carried out and never answered.
 */
const saysNothing = ({ outcome, userId, answered }: Operation, removed: ReadonlySet<string>): boolean =>
  outcome?.kind === 'refused' &&
  outcome.code === 'NOT_FOUND' &&
  removed.has(userId) &&
  answered.some((attempt) => attempt.outcome.kind === 'unanswered');

/** P1: nothing is seen whose write was refused, or that is not there in the end. */
export function abortedReads(evidence: Evidence): Violation[] {
  const { entries, operations, truth, order } = evidence;
  const removed = new Set(evidence.of('remove').map(({ act }) => act.userId));
  const asked = new Map(
    operations.flatMap((each) =>
      each.act.kind === 'send' && !each.act.clash ? [[tagOf(each.act.text), each]] : [],
    ),
  );
  const shown = (message: ShownMessage): string | null => {
    if (!truth.has(message.id)) return 'is not in the history in the end';
    if (truth.get(message.id)?.seq !== message.seq) return 'has another position in the end';
    if (message.text === null || message.text === '') return null;
    const operation = asked.get(tagOf(message.text));
    if (!operation) return 'was never sent by anybody';
    if (operation.outcome?.kind === 'refused' && !saysNothing(operation, removed)) {
      return `was refused (${operation.outcome.code})`;
    }
    return null;
  };
  return entries.flatMap((entry): Violation[] => {
    const messages =
      entry.type === 'walked'
        ? entry.items
        : entry.type === 'snapshot'
          ? entry.snapshot.messages
          : entry.type === 'told' && entry.event.message
            ? [entry.event.message]
            : [];
    const faults = messages.flatMap((message): Violation[] => {
      const why = shown(message);
      if (!why) return [];
      const what = `${message.id} (position ${String(message.seq)}) was shown and ${why}`;
      return [{ property: 'P1', fault: 'aborted read', what, entries: [lean(entry)] }];
    });
    if (entry.type !== 'told' || order.of(entry.event.cursor) !== null) return faults;
    if (entry.event.type === 'CaughtUp' || entry.event.type === 'CursorExpired') return faults;
    const what = `${entry.event.type} ${entry.event.cursor} was told and is not in the stream in the end`;
    return [...faults, { property: 'P1', fault: 'aborted read', what, entries: [entry] }];
  });
}

/** A page is too long to be shown. */
const lean = (entry: Evidence['entries'][number]): Evidence['entries'][number] =>
  entry.type === 'walked' ? { ...entry, items: [] } : entry;

/** P2: one key, one answer; another body is a conflict; no message twice. */
export function keysOnce(evidence: Evidence): Violation[] {
  return [
    ...differingAnswers(evidence),
    ...ignoredClashes(evidence),
    ...falseConflicts(evidence),
    ...twins(evidence),
  ];
}

function differingAnswers({ operations }: Evidence): Violation[] {
  return operations.flatMap((operation): Violation[] => {
    const first = doneOf(operation);
    if (!first) return [];
    const others = operation.answered.filter(({ outcome }) => {
      if (outcome.kind === 'done') return outcome.id !== first.id || outcome.seq !== first.seq;
      // A right that was lost since may refuse a repetition.
      return outcome.kind === 'refused' && outcome.code === 'CONFLICT';
    });
    if (others.length === 0) return [];
    const what = `${operation.key} was answered with ${first.id} and then otherwise`;
    return [
      {
        property: 'P2',
        fault: 'key answered differently',
        what,
        entries: [...linesOf(operation), ...others],
      },
    ];
  });
}

function ignoredClashes(evidence: Evidence): Violation[] {
  return evidence.of('send').flatMap((operation): Violation[] => {
    const { outcome } = operation;
    if (!operation.act.clash || outcome === null) return [];
    if (outcome.kind === 'refused' && outcome.code === 'CONFLICT') return [];
    const what = `${operation.key} with another body was not refused as a conflict: ${JSON.stringify(outcome)}`;
    return [{ property: 'P2', fault: 'another body under a used key', what, entries: linesOf(operation) }];
  });
}

/** Each worker is the only one who changes its things, one after the other: nothing can have come between. */
function falseConflicts({ operations }: Evidence): Violation[] {
  return operations.flatMap((operation): Violation[] => {
    const { act, outcome } = operation;
    if (outcome?.kind !== 'refused' || outcome.code !== 'CONFLICT') return [];
    if ((act.kind === 'send' && act.clash) || act.kind === 'react') return [];
    const what = `${act.kind} ${operation.key} was refused as a conflict with nobody: ${outcome.message}`;
    return [{ property: 'P2', fault: 'retry refused', what, entries: linesOf(operation) }];
  });
}

function twins({ truth }: Evidence): Violation[] {
  const byTag = Map.groupBy(
    [...truth.values()].filter(({ text }) => text?.includes('#')),
    ({ text }) => tagOf(text ?? ''),
  );
  return [...byTag].flatMap(([tag, messages]): Violation[] => {
    if (messages.length === 1) return [];
    const ids = messages.map(({ id, seq }) => `${id} at ${String(seq)}`).join(', ');
    return [{ property: 'P2', fault: 'duplicate', what: `${tag} stands twice: ${ids}`, entries: [] }];
  });
}
