import type { Viewer } from '@parley/kit';
import { aKey } from './chat.js';
import {
  type Row,
  NOT_FOR_MEMBERS,
  all,
  byChannel,
  entity,
  inside,
  mutation,
  query,
  stream,
} from './permission-rows.js';
import type { Scene } from './scene.js';

const SAVE_RULE = `mutation ($input: SaveWordRuleInput!) { saveWordRule(input: $input) { id } }`;
const REPORT = `mutation ($input: ReportMessageInput!) { reportMessage(input: $input) { id } }`;
const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;

/** Things that a scene does not have from the start, by scene. */
const made = new WeakMap<Scene, string>();
const madeIn = (scene: Scene): string => made.get(scene) ?? 'nothing_00000000000000000000000001';

async function aRule(scene: Scene): Promise<void> {
  const { chat, viewers, channelId } = scene;
  const input = { channelId, pattern: 'answers', effect: 'FLAG', key: aKey() };
  made.set(scene, ((await chat.must(viewers.owner, SAVE_RULE, { input })) as { id: string }).id);
}

async function aReport(scene: Scene): Promise<void> {
  const { chat, viewers, messageId } = scene;
  const input = { messageId, reason: 'Rude', key: aKey() };
  made.set(scene, ((await chat.must(viewers.reader, REPORT, { input })) as { id: string }).id);
}

async function aBan({ chat, viewers, channelId, outsiderId }: Scene): Promise<void> {
  const input = { channelId, userId: outsiderId, ban: true, key: aKey() };
  await chat.must(viewers.owner, REMOVE, { input });
}

/** Shutting out and reports, rules about words. */
const moderation: readonly Row[] = [
  mutation(
    'liftBan',
    '{ id }',
    ({ channelId, outsiderId }) => ({ channelId, userId: outsiderId }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
    aBan,
  ),
  mutation(
    'reportMessage',
    '{ id }',
    ({ messageId }) => ({ messageId, reason: 'Rude' }),
    inside('NOT_FOUND', { member: 'FORBIDDEN' }),
  ),
  mutation(
    'decideReport',
    '{ id }',
    (scene) => ({ reportId: madeIn(scene), decision: 'HIDE' }),
    all('NOT_FOUND', { reader: 'FORBIDDEN', moderator: 'ok', owner: 'ok' }),
    aReport,
  ),
  query(
    'moderationQueue',
    `query ($channelId: ID) { moderationQueue(channelId: $channelId) { nodes { id } } }`,
    byChannel,
    inside('NOT_FOUND', { ...NOT_FOR_MEMBERS, foreigner: 'empty', moderator: 'empty', owner: 'empty' }),
  ),
  query('wordRules', '{ wordRules { nodes { id } } }', () => ({}), all('FORBIDDEN', { foreigner: 'empty' })),
  mutation(
    'saveWordRule',
    '{ id }',
    ({ channelId }) => ({ channelId, pattern: 'answers', effect: 'REFUSE' }),
    inside('NOT_FOUND', NOT_FOR_MEMBERS),
  ),
  mutation(
    'deleteWordRule',
    '{ id }',
    (scene) => ({ ruleId: madeIn(scene) }),
    all('NOT_FOUND', { moderator: 'ok', owner: 'ok' }),
    aRule,
  ),
  { ...entity('WordRule', madeIn, all('null', { moderator: 'ok', owner: 'ok' })), prepare: aRule },
  {
    ...entity('ModerationReport', madeIn, all('null', { reader: 'ok', moderator: 'ok', owner: 'ok' })),
    prepare: aReport,
  },
];

const SAVE_POLICY = `mutation ($input: SaveRetentionPolicyInput!) { saveRetentionPolicy(input: $input) { id } }`;

/** A policy of the organisation of the scene, made by somebody who manages retention there and asks nothing else. */
async function aPolicy(scene: Scene): Promise<void> {
  const { chat, viewers, channelId } = scene;
  const keeper = { ...viewers.owner, permissions: ['MANAGE_RETENTION'] } as Viewer;
  const input = { policy: { channelId, keepDays: 36_500 }, key: aKey() };
  made.set(scene, ((await chat.must(keeper, SAVE_POLICY, { input })) as { id: string }).id);
}

/** How long messages are kept: for who manages retention, which nobody here does. */
const retention: readonly Row[] = [
  query('retentionPolicies', '{ retentionPolicies { nodes { id } } }', () => ({}), all('FORBIDDEN')),
  query(
    'previewRetention',
    '{ previewRetention(policy: { keepDays: 30 }) { messageCount } }',
    () => ({}),
    all('FORBIDDEN'),
  ),
  mutation('saveRetentionPolicy', '{ id }', () => ({ policy: { keepDays: 30 } }), all('FORBIDDEN')),
  mutation(
    'deleteRetentionPolicy',
    '{ id }',
    (scene) => ({ policyId: madeIn(scene) }),
    all('FORBIDDEN'),
    aPolicy,
  ),
  { ...entity('RetentionPolicy', madeIn, all('null')), prepare: aPolicy },
];

/** Beside a channel without a customer nobody writes notes; what those who help may is in isolation.test.ts. */
const notes: readonly Row[] = [
  query(
    'internalNotes',
    `query ($channelId: ID!) { internalNotes(channelId: $channelId) { nodes { id } } }`,
    byChannel,
    all('NOT_FOUND'),
  ),
  mutation('addInternalNote', '{ id }', ({ channelId }) => ({ channelId, body: 'x' }), all('NOT_FOUND')),
  mutation(
    'editInternalNote',
    '{ id }',
    (scene) => ({ noteId: madeIn(scene), body: 'x', expectedVersion: 1 }),
    all('NOT_FOUND'),
  ),
  mutation('deleteInternalNote', '{ id }', (scene) => ({ noteId: madeIn(scene) }), all('NOT_FOUND')),
  stream(
    'internalNoteSignals',
    `subscription ($channelId: ID!) { internalNoteSignals(channelId: $channelId) { at } }`,
    byChannel,
    all('NOT_FOUND'),
  ),
];

const encryption: readonly Row[] = [
  query('encryptionModes', '{ encryptionModes { mode } }', () => ({}), all('ok', { nobody: 'ok' })),
];

/** Every operation with which order is kept, and what each actor gets of it. */
export const govern: readonly Row[] = [...moderation, ...retention, ...notes, ...encryption];

/** Where what was refused must not have been written. */
export const GOVERN_TABLES: readonly string[] = [
  'word_rule',
  'moderation_report',
  'slow_mode_mark',
  'retention_policy',
  'internal_note',
];
