import { demoId } from '@parley/kit';
import type { MemberRole } from '../channel/channel.js';
import { parseHashtags } from '../hashtag/hashtag.rules.js';
import { parseMentions } from '../message/message.rules.js';
import type { DemoRows } from './demo.store.js';
import { NORTHGATE, type Name, idOf, nameOf } from './people.js';
import { type Conversation, type LineFacts, spelled, whenWas } from './script.js';

const MINUTE_MS = 60_000;

/** A line with its place in the channel. */
interface Said {
  readonly id: string;
  readonly seq: number;
  readonly by: Name;
  readonly text: string;
  readonly at: Date;
  readonly facts: LineFacts;
}

function linesOf({ n, days }: Conversation, now: Date): Said[] {
  const lines = days.flatMap(({ workingDaysAgo, lines }) => lines.map((line) => ({ workingDaysAgo, line })));
  return lines.map(({ workingDaysAgo, line: [time, by, text, facts] }, index) => ({
    id: demoId('message', n * 1_000 + index + 1),
    seq: index + 1,
    by,
    text: spelled(text),
    at: whenWas(now, workingDaysAgo, time),
    facts: facts ?? {},
  }));
}

const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE_MS);

const everybodyIn = ({ owner, moderators, members, guests }: Conversation): Name[] => [
  owner,
  ...(moderators ?? []),
  ...members,
  ...(guests ?? []),
];

const pairOf = (conversation: Conversation): Name[] | null =>
  conversation.kind === 'DIRECT'
    ? everybodyIn(conversation).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
    : null;

function channelRow(conversation: Conversation, said: readonly Said[], now: Date): Record<string, unknown> {
  const { n, kind, name, topic, icon, owner, postingRole, departmentId } = conversation;
  const pair = pairOf(conversation);
  return {
    id: demoId('channel', n),
    organization_id: NORTHGATE,
    kind,
    name: pair ? pair.map(nameOf).join(', ') : name,
    topic,
    icon: icon ?? null,
    version: 1,
    created_at: later(said[0]?.at ?? now, -30),
    created_by_id: idOf(owner),
    posting_role: postingRole ?? 'GUEST',
    department_id: departmentId ?? null,
    direct_key: pair ? pair.map(idOf).join(' ') : null,
    region: 'eu',
    last_seq: said.length,
  };
}

function roleOf(conversation: Conversation, name: Name): MemberRole {
  if (conversation.kind === 'DIRECT') return 'MEMBER';
  if (conversation.owner === name) return 'OWNER';
  if (conversation.guests?.includes(name)) return 'GUEST';
  return conversation.moderators?.includes(name) ? 'MODERATOR' : 'MEMBER';
}

function membershipRows(
  conversation: Conversation,
  said: readonly Said[],
  now: Date,
): Record<string, unknown>[] {
  return everybodyIn(conversation).map((name, index) => ({
    id: demoId('membership', conversation.n * 1_000 + index + 1),
    channel_id: demoId('channel', conversation.n),
    person_id: idOf(name),
    role: roleOf(conversation, name),
    origin: 'INVITED',
    joined_at: later(said[0]?.at ?? now, -30),
    last_read_seq: Math.max(said.length - (conversation.unread?.[name] ?? 0), 0),
  }));
}

/** The thread that a line of that name begins; null where nobody answers in one. */
const threadIdOf = (said: readonly Said[], name: string | undefined): string | null => {
  const root = said.find(({ facts }) => name !== undefined && facts.as === name);
  const answered = root && said.some(({ facts }) => facts.in === name);
  return answered ? root.id.replace('message_', 'thread_') : null;
};

const placeOf = (said: readonly Said[], facts: LineFacts) => ({
  thread_id: threadIdOf(said, facts.in),
  in_timeline: facts.in === undefined,
});

const messageRows = (channelId: string, said: readonly Said[]): Record<string, unknown>[] =>
  said.map(({ id, seq, by, text, at, facts }) => ({
    id,
    channel_id: channelId,
    seq,
    author_id: idOf(by),
    kind: 'TEXT',
    text: facts.deleted ? null : text,
    hashtags: facts.deleted ? [] : parseHashtags(text),
    mentions: facts.deleted ? [] : parseMentions(text),
    ...placeOf(said, facts),
    own_thread_id: threadIdOf(said, facts.as),
    reply_to_id: said.find((line) => facts.to !== undefined && line.facts.as === facts.to)?.id ?? null,
    version: facts.edited || facts.deleted ? 2 : 1,
    sent_at: at,
    edited_at: facts.edited ? later(at, 3) : null,
    deleted_at: facts.deleted ? later(at, 1) : null,
    deleted_by_id: facts.deleted ? idOf(by) : null,
  }));

const editRows = (said: readonly Said[]): Record<string, unknown>[] =>
  said
    .filter(({ facts }) => facts.edited)
    .map(({ id, by, text, at }) => ({
      message_id: id,
      version: 1,
      text: text.replace(/\.$/, ''),
      editor_id: idOf(by),
      at: later(at, 3),
    }));

const mentionRows = (conversation: Conversation, said: readonly Said[]): Record<string, unknown>[] =>
  said.flatMap(({ id, seq, by, text, facts }) =>
    parseMentions(text).map(({ kind, targetId }, position) => ({
      message_id: id,
      position,
      channel_id: demoId('channel', conversation.n),
      seq,
      author_id: idOf(by),
      ...placeOf(said, facts),
      kind,
      target_id: targetId,
      present_ids: kind === 'HERE' ? everybodyIn(conversation).map(idOf) : [],
    })),
  );

const reactionRows = (said: readonly Said[]): Record<string, unknown>[] =>
  said.flatMap(({ id, at, facts }) =>
    Object.entries(facts.reactions ?? {}).flatMap(([emoji, names], nth) =>
      names.map((name, index) => ({
        message_id: id,
        emoji,
        person_id: idOf(name),
        at: later(at, 1 + nth * 2 + index),
      })),
    ),
  );

const begunThreads = (said: readonly Said[]): Said[] =>
  said.filter(({ facts }) => threadIdOf(said, facts.as) !== null);

/** Threads before their messages, which refer to them; what those add up to is counted when they are there. */
const threadRows = (conversation: Conversation, said: readonly Said[]): Record<string, unknown>[] =>
  begunThreads(said).map(({ seq, by, at, facts }) => ({
    id: threadIdOf(said, facts.as),
    channel_id: demoId('channel', conversation.n),
    created_by_id: idOf(by),
    created_at: at,
    active_at: at,
    last_seq: seq,
  }));

/** Whoever began a thread or wrote in it follows it, and has read it as far as the channel. */
const followRows = (conversation: Conversation, said: readonly Said[]): Record<string, unknown>[] =>
  begunThreads(said).flatMap((root) => {
    const answers = said.filter(({ facts }) => facts.in === root.facts.as);
    return [...new Set([root, ...answers].map(({ by }) => by))].map((name, nth) => ({
      id: demoId('follow', conversation.n * 1_000_000 + root.seq * 1_000 + nth),
      thread_id: threadIdOf(said, root.facts.as),
      channel_id: demoId('channel', conversation.n),
      person_id: idOf(name),
      level: 'ALL',
      last_read_seq: Math.max(said.length - (conversation.unread?.[name] ?? 0), 0),
    }));
  });

/** A conversation as rows, in the order in which tables refer to each other. */
export function conversationRows(conversation: Conversation, now: Date): DemoRows[] {
  const said = linesOf(conversation, now);
  return [
    { table: 'channel', rows: [channelRow(conversation, said, now)] },
    { table: 'membership', rows: membershipRows(conversation, said, now) },
    { table: 'thread', rows: threadRows(conversation, said) },
    { table: 'message', rows: messageRows(demoId('channel', conversation.n), said) },
    { table: 'message_edit', rows: editRows(said) },
    { table: 'mention', rows: mentionRows(conversation, said) },
    { table: 'reaction', rows: reactionRows(said) },
    { table: 'thread_follow', rows: followRows(conversation, said) },
  ];
}
