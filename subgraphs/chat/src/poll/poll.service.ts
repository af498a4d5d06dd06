import { type RequestContext, anyViewer, conflict, job, later, load, newId, transaction } from '@parley/kit';
import { changeMessage } from '../message/change-message.service.js';
import { announce } from '../channel/announce.service.js';
import { accessMessage } from '../message/message.access.js';
import type { MessageRow } from '../message/message.table.js';
import type { SendPart } from '../message/send-part.js';
import { changeOwn, wakeOwner } from '../sidebar/own-change.service.js';
import type { ClosePollInput, VoteInPollInput } from './poll.inputs.js';
import type { PollOption } from './poll.js';
import { checkPoll, checkVote } from './poll.rules.js';
import { countVotes, endPoll, lockPoll, replaceVotes, votersOf, votesBy } from './poll.store.js';

const NO_POLL = 'This message holds no poll';
const VOTERS_AT_MOST = 100;
const END_POLL = 'end-poll';

/** A poll in a message that is sent. */
export const pollPart: SendPart = {
  prepare: (_ctx, { poll }) =>
    poll ? { kind: 'POLL', poll: checkPoll(poll, new Date(), () => newId('option')) } : {},
  write: async (ctx, { id, poll }) => {
    if (poll?.closesAt) await later(ctx, END_POLL, { messageId: id }, { after: new Date(poll.closesAt) });
  },
};

/** Ends a poll and tells its readers; nothing when it had ended. */
async function end(ctx: RequestContext, messageId: string): Promise<void> {
  const channelId = await endPoll(ctx.db, messageId);
  if (channelId !== undefined) await announce(ctx, channelId, 'messageChanged', { messageId });
}

/** Ends polls when their time has come. */
export const endPollJob = job(END_POLL, {}, (ctx, data) =>
  transaction(ctx, (inner) => end(inner, (data as { readonly messageId: string }).messageId)),
);

/** Votes, in place of what the viewer chose before; their other devices are told, for what they chose is theirs alone. */
export async function voteInPoll(ctx: RequestContext, input: VoteInPollInput): Promise<MessageRow> {
  const changed = await changeMessage(ctx, 'voteInPoll', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'COMMENT');
    const poll = await lockPoll(inner.db, message.id);
    if (!poll) throw conflict(NO_POLL);
    const chosen = checkVote(poll, input.optionIds, new Date());
    await replaceVotes(inner.db, message.id, inner.viewer.id, chosen);
    await countVotes(inner.db, message.id);
    await changeOwn(inner, inner.viewer.id, 'pollVoteChanged', message.id);
    await announce(inner, message.channelId, 'messageChanged', { messageId: message.id });
    return message;
  });
  await wakeOwner(ctx, ctx.viewer.id);
  return changed;
}

/** Ends a poll before its time: its author or a moderator. */
export const closePoll = (ctx: RequestContext, input: ClosePollInput): Promise<MessageRow> =>
  changeMessage(ctx, 'closePoll', input, async (inner) => {
    const { message } = await accessMessage(inner, input.messageId, 'MANAGE');
    if (!message.poll) throw conflict(NO_POLL);
    await end(inner, message.id);
    return message;
  });

const findOwn = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, string[]>> =>
  votesBy(ctx.db, ctx.viewer.id, ids);

/** What the viewer chose in a poll that is being read. */
export const ownVotesIn = async (ctx: RequestContext, messageId: string): Promise<readonly string[]> =>
  (await load(ctx, findOwn, messageId)) ?? [];

/** An option as a key that says where its votes are. */
const keyOf = ({ messageId, id }: PollOption): string => `${messageId} ${id}`;

const findVoters = anyViewer(
  async (ctx: RequestContext, keys: readonly string[]): Promise<Map<string, string[]>> => {
    const parts = keys.map((key) => key.split(' ') as [string, string]);
    const voters = await votersOf(
      ctx.db,
      parts.map(([, optionId]) => optionId),
      parts.map(([messageId]) => messageId),
      VOTERS_AT_MOST,
    );
    return new Map(parts.map(([messageId, id]) => [`${messageId} ${id}`, voters.get(id) ?? []]));
  },
);

/** Who chose an option of a poll that is being read; null where votes are secret. */
export const votersFor = async (
  ctx: RequestContext,
  option: PollOption,
): Promise<readonly string[] | null> =>
  option.anonymous ? null : ((await load(ctx, findVoters, keyOf(option))) ?? []);
