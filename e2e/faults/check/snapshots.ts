import type { ShownMember, ShownMessage, Snapshot, ToldEvent } from '../journal.js';
import type { Evidence, Order, Told, Violation } from './evidence.js';

/** P4: a snapshot and the events told after it make the snapshot of the end, whoever was told. */
export function resumedSnapshots({ snapshots, followers, order, end }: Evidence): Violation[] {
  if (!end) return [];
  const streams = [...followers].map(([name, lines]) => ({
    name,
    told: lines.filter((line): line is Told => line.type === 'told' && order.of(line.event.cursor) !== null),
  }));
  return snapshots.flatMap((taken) => {
    const at = order.of(taken.snapshot.cursor) ?? -1;
    return streams.flatMap(({ name, told }): Violation[] => {
      const after = told.filter(({ event }) => (order.of(event.cursor) ?? -1) > at).map(({ event }) => event);
      // Who began later, or was not told of all, is another check's business.
      if (!covers(after, order, at)) return [];
      const difference = differenceOf(fold(taken.snapshot, after), end);
      if (!difference) return [];
      const what = `The snapshot at ${taken.snapshot.cursor} and what ${name} was told after it: ${difference}`;
      const entry = { ...taken, snapshot: { ...taken.snapshot, messages: [], members: [] } };
      return [{ property: 'P4', fault: 'snapshot differs', what, entries: [entry] }];
    });
  });
}

function covers(events: readonly ToldEvent[], order: Order, at: number): boolean {
  const told = new Set(events.map(({ cursor }) => cursor));
  return order.events.slice(at + 1).every(({ cursor, type }) => told.has(cursor) || type === 'MemberRemoved');
}

interface State {
  name: string | null;
  readonly messages: Map<string, ShownMessage>;
  readonly members: Map<string, ShownMember>;
  readonly from: number;
}

/** What a client that keeps a snapshot current shows: each event is applied as it comes. */
function fold(snapshot: Snapshot, events: readonly ToldEvent[]): State {
  const state: State = {
    name: snapshot.name,
    messages: new Map(snapshot.messages.map((message) => [message.id, message])),
    members: new Map(snapshot.members.map((member) => [member.userId, member])),
    from: snapshot.messages[0]?.seq ?? 1,
  };
  for (const event of events) apply(state, event);
  return state;
}

function apply(state: State, event: ToldEvent): void {
  const { messages, members } = state;
  const { message, messageId = '', member, userId = '' } = event;
  if (message && message.seq >= state.from) messages.set(message.id, message);
  if (event.type === 'ReactionChanged') {
    const known = messages.get(messageId);
    if (known) messages.set(messageId, withReaction(known, event.emoji ?? '', event.count ?? 0));
  }
  if (member) members.set(member.userId, member);
  if (event.type === 'MemberRemoved') members.delete(userId);
  if (event.type === 'ReadMoved') {
    const known = members.get(userId);
    const seq = Math.max(event.seq ?? 0, known?.lastReadSeq ?? 0);
    if (known) members.set(userId, { ...known, lastReadSeq: seq });
  }
  if (event.type === 'ChannelChanged') state.name = event.name ?? null;
}

function withReaction(message: ShownMessage, emoji: string, count: number): ShownMessage {
  const others = message.reactions.filter((reaction) => reaction.emoji !== emoji);
  const reactions = count > 0 ? [...others, { emoji, count }] : others;
  return { ...message, reactions: reactions.toSorted((a, b) => (a.emoji < b.emoji ? -1 : 1)) };
}

function differenceOf({ name, messages, members, from }: State, end: Snapshot): string | null {
  if (name !== end.name) return `the name is ${String(name)}, not ${String(end.name)}`;
  for (const wanted of end.messages.filter(({ seq }) => seq >= from)) {
    const found = messages.get(wanted.id);
    if (JSON.stringify(found) === JSON.stringify(wanted)) continue;
    return `message ${wanted.id} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
  }
  if (members.size !== end.members.length) {
    return `${String(members.size)} members, not ${String(end.members.length)}`;
  }
  for (const wanted of end.members) {
    const found = members.get(wanted.userId);
    if (found?.role === wanted.role && found.lastReadSeq === wanted.lastReadSeq) continue;
    return `member ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
  }
  return null;
}
