import {
  type Page,
  type RequestContext,
  audit,
  conflict,
  invalid,
  isId,
  load,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { accessChannel } from '../channel/channel.access.js';
import { accessMessage } from '../message/message.access.js';
import { postNotice } from '../message/notice.service.js';
import { setFollowLevel } from './follow.store.js';
import { accessThread, findThreads, peekThread } from './thread.access.js';
import type { CreateTopicInput, OpenThreadInput, ThreadsArgs, UpdateThreadInput } from './thread.inputs.js';
import { beganBy, checkTopic } from './thread.rules.js';
import { insertThread, threadsOfChannel, topicNamed, updateThreadRow } from './thread.store.js';
import type { ThreadAt } from './thread.table.js';

const DEFAULT_PAGE = 50;

/** One thread. */
export async function readThread(ctx: RequestContext, id: string): Promise<ThreadAt> {
  return (await accessThread(ctx, id, 'READ')).thread;
}

/** A thread that another subgraph refers to; null where the viewer may not read it. */
export async function referToThread(ctx: RequestContext, id: string): Promise<ThreadAt | null> {
  return (await peekThread(ctx, id))?.thread ?? null;
}

/** A thread of a channel that is being read already; never for an id that a client gave. */
export async function threadInside(ctx: RequestContext, id: string): Promise<ThreadAt> {
  const thread = await load(ctx, findThreads, id);
  if (!thread) throw notFound('Thread');
  return thread;
}

/** The thread that a message begins; null before its first answer. */
export async function threadBegunBy(ctx: RequestContext, id: string | null): Promise<ThreadAt | null> {
  const thread = id === null ? undefined : await load(ctx, findThreads, id);
  return thread && (thread.messageCount > 0 || thread.topic !== null) ? thread : null;
}

/** A page of the threads of a channel that is being read. */
export async function listThreads(
  ctx: RequestContext,
  channelId: string,
  args: ThreadsArgs,
): Promise<Page<ThreadAt>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  const rows = await threadsOfChannel(ctx.db, channelId, args.topicsOnly ?? false, request);
  return toPage(rows, request, ({ lastSeq }) => [lastSeq]);
}

/** Finds or makes the thread of a message, for those who may write in it. */
export async function openThread(ctx: RequestContext, input: OpenThreadInput): Promise<ThreadAt> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'openThread', input, async () => ({ id: await openedThread(inner, input.discussableId) })),
  );
  return readThread(ctx, id);
}

async function openedThread(ctx: RequestContext, discussableId: string): Promise<string> {
  if (!isId('message', discussableId)) throw notFound('Message');
  const { message, standing } = await accessMessage(ctx, discussableId, 'READ');
  if (message.threadId !== null) throw invalid('discussableId', 'This message stands in a thread already');
  if (message.ownThreadId !== null) return message.ownThreadId;
  await accessChannel(ctx, standing.channel.id, 'POST');
  if (message.deletedAt) throw conflict('This message was deleted');
  const viewerId = ctx.viewer.id;
  const thread = { id: newId('thread'), rootId: message.id, topic: null, createdById: viewerId };
  const id = await insertThread(ctx.db, thread);
  if (!id) throw notFound('Message');
  return id;
}

async function checkUnusedName(
  ctx: RequestContext,
  channelId: string,
  name: string,
  own?: string,
): Promise<void> {
  const other = await topicNamed(ctx.db, channelId, name);
  if (other !== undefined && other !== own) {
    throw invalid('topic', 'There is a topic of that name here already');
  }
}

/** Opens a named topic: the channel is told, and what the system says there is what the topic begins with. */
export async function createTopic(ctx: RequestContext, input: CreateTopicInput): Promise<ThreadAt> {
  const topic = checkTopic(input.topic);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'createTopic', input, async () => {
      const { channel } = await accessChannel(inner, input.channelId, 'POST');
      const viewerId = inner.viewer.id;
      // The channel is locked by its newest message, so that no twin takes the name meanwhile.
      const notice = { kind: 'TOPIC_OPENED', actorId: viewerId, subjectIds: [], value: topic } as const;
      const root = await postNotice(inner, channel.id, notice);
      if (!root) throw notFound('Channel');
      await checkUnusedName(inner, channel.id, topic);
      const made = { id: newId('thread'), rootId: root.id, topic, createdById: viewerId };
      await insertThread(inner.db, made);
      await setFollowLevel(inner.db, {
        id: newId('follow'),
        threadId: made.id,
        personId: viewerId,
        level: 'ALL',
      });
      await announce(inner, channel.id, 'threadChanged', { threadId: made.id });
      return made;
    }),
  );
  return readThread(ctx, id);
}

/** Names, closes or opens a thread: whoever began it, or who keeps order in the channel. */
export async function updateThread(ctx: RequestContext, input: UpdateThreadInput): Promise<ThreadAt> {
  const topic = input.topic == null ? null : checkTopic(input.topic);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'updateThread', input, async () => {
      const { thread } = await accessThread(inner, input.threadId, 'EDIT');
      if (topic !== null) await checkUnusedName(inner, thread.channelId, topic, thread.id);
      const change = { id: thread.id, topic, locked: input.locked ?? null };
      if (!(await updateThreadRow(inner.db, { ...change, expectedVersion: input.expectedVersion }))) {
        throw conflict('The thread was changed meanwhile; read it again');
      }
      await announce(inner, thread.channelId, 'threadChanged', { threadId: thread.id });
      if (beganBy(thread) !== inner.viewer.id) {
        const details = { channelId: thread.channelId, topic, locked: change.locked };
        await audit(inner, { action: 'updateThread', targetId: thread.id, details });
      }
      return thread;
    }),
  );
  return readThread(ctx, id);
}

/** What the viewer may do with a thread. */
export { rightsToThread } from './thread.access.js';
