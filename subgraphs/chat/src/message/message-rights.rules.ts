import { type Action, type Decision, type Weighing, allows, decide, decided, no, yes } from '@parley/kit';
import { type Subject, weighChannel } from '../channel/channel-rights.rules.js';
import type { Standing } from '../channel/channel.table.js';
import { EDIT_WINDOW_HOURS, isStillEditable } from './message.rules.js';
import type { MessageRow } from './message.table.js';

/** What somebody may do with a message. */
export type MessageRight =
  'READ' | 'COMMENT' | 'EDIT' | 'DELETE' | 'SHARE' | 'MANAGE' | 'ACKNOWLEDGE' | 'EXPLAIN';

/** In the order in which clients are told of them. */
export const MESSAGE_RIGHTS: readonly MessageRight[] = [
  'READ',
  'COMMENT',
  'EDIT',
  'DELETE',
  'SHARE',
  'MANAGE',
  'ACKNOWLEDGE',
  'EXPLAIN',
];

/** What is decided about: a message, somebody's place in its channel, and the moment. */
export interface Said {
  readonly message: Pick<MessageRow, 'id' | 'authorId' | 'kind' | 'sentAt' | 'deletedAt' | 'acknowledgement'>;
  readonly standing: Standing;
  readonly now: Date;
}

const deleted = ({ id }: Said['message']) =>
  ({ ...no('STATE', 'This message was deleted', id), code: 'CONFLICT' }) as const;

const call = ({ id }: Said['message']) => no('STATE', 'A call says by itself what came of it', id);

const notice = ({ id }: Said['message']) => no('STATE', 'A notice of the system stays as it is', id);

function* ofReaders(subject: Subject, { message, standing }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'REACT');
  if (!inChannel.allows) return inChannel;
  if (message.deletedAt) return deleted(message);
  return message.kind === 'SYSTEM' ? notice(message) : inChannel;
}

function* ofAuthors(subject: Subject, { message, standing, now }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'POST');
  if (!inChannel.allows) return inChannel;
  yield inChannel;
  if (message.authorId !== subject.id) return no('OWNER', 'Only its author may change a message', message.id);
  yield yes('OWNER', 'They wrote this message', message.id);
  if (message.deletedAt) return deleted(message);
  if (message.kind === 'CALL') return call(message);
  const window = `A message can be changed for ${String(EDIT_WINDOW_HOURS)} hours after it was sent`;
  return isStillEditable(message.sentAt, now)
    ? yes('STATE', window, message.id)
    : no('STATE', window, message.id);
}

function* ofRemovers(subject: Subject, { message, standing }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'READ');
  if (!inChannel.allows) return inChannel;
  yield inChannel;
  if (message.deletedAt) return deleted(message);
  if (message.kind === 'SYSTEM') return notice(message);
  const own = message.authorId === subject.id;
  if (own && allows(weighChannel(subject, standing, 'REACT'))) {
    return yes('OWNER', 'They wrote this message, and authors may delete what they wrote', message.id);
  }
  if (allows(weighChannel(subject, standing, 'MODERATE'))) {
    return yes('INHERITED', 'They keep order in the channel', standing.channel.id);
  }
  return no('OWNER', 'Only its author or a moderator may delete a message', message.id);
}

/** Whoever reads it may pass it on; whether they may write where it goes is decided there. */
function* ofSharers(subject: Subject, { message, standing }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'READ');
  if (!inChannel.allows) return inChannel;
  if (message.deletedAt) return deleted(message);
  if (message.kind === 'CALL') return call(message);
  return message.kind === 'SYSTEM' ? notice(message) : inChannel;
}

/** Closing its poll, asking others to confirm it: what is asked of everybody who reads it. */
function* ofKeepers(subject: Subject, { message, standing }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'REACT');
  if (!inChannel.allows) return inChannel;
  yield inChannel;
  if (message.deletedAt) return deleted(message);
  if (message.kind === 'SYSTEM') return notice(message);
  if (message.authorId === subject.id) return yes('OWNER', 'They wrote this message', message.id);
  if (allows(weighChannel(subject, standing, 'MODERATE'))) {
    return yes('INHERITED', 'They keep order in the channel', standing.channel.id);
  }
  return no('OWNER', 'Only its author or a moderator asks something of those who read a message', message.id);
}

/** Whoever is in the channel confirms, also who came later; the author need not. */
function* ofConfirmers(subject: Subject, { message, standing }: Said): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'REACT');
  if (!inChannel.allows) return inChannel;
  yield inChannel;
  if (message.deletedAt) return deleted(message);
  if (message.authorId === subject.id) return no('OWNER', 'Nobody confirms what they wrote', message.id);
  return message.acknowledgement
    ? yes('STATE', 'Everybody in the channel was asked to confirm this message', message.id)
    : no('STATE', 'Nobody was asked to confirm this message', message.id);
}

/** The rules of one right in one message, in the order in which they are weighed. */
export function weighMessage(subject: Subject, said: Said, right: MessageRight): Weighing {
  switch (right) {
    case 'READ':
    case 'EXPLAIN':
      return weighChannel(subject, said.standing, right);
    case 'COMMENT':
      return ofReaders(subject, said);
    case 'EDIT':
      return ofAuthors(subject, said);
    case 'DELETE':
      return ofRemovers(subject, said);
    case 'SHARE':
      return ofSharers(subject, said);
    case 'MANAGE':
      return ofKeepers(subject, said);
    case 'ACKNOWLEDGE':
      return ofConfirmers(subject, said);
  }
}

/** Whether somebody may do that with a message. */
export const mayWithMessage = (subject: Subject, said: Said, right: MessageRight): boolean =>
  allows(weighMessage(subject, said, right));

/** Whether somebody may do that with a message, and why. */
export const decideOnMessage = (subject: Subject, said: Said, right: MessageRight): Decision =>
  decide(weighMessage(subject, said, right));

/** The same of anything that might be done with anything. */
export function explainOnMessage(subject: Subject, said: Said, action: Action): Decision {
  const right = MESSAGE_RIGHTS.find((each) => each === action);
  return right
    ? decideOnMessage(subject, said, right)
    : decided(no('NONE', 'Nobody does this with a message', said.message.id));
}
