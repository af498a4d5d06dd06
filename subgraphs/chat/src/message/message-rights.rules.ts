import { type Action, type Decision, type Weighing, allows, decide, decided, no, yes } from '@parley/kit';
import { type Subject, weighChannel } from '../channel/channel-rights.rules.js';
import type { Standing } from '../channel/channel.table.js';
import { EDIT_WINDOW_HOURS, isStillEditable } from './message.rules.js';
import type { MessageRow } from './message.table.js';

/** What somebody may do with a message. */
export type MessageRight = 'READ' | 'COMMENT' | 'EDIT' | 'DELETE' | 'EXPLAIN';

/** In the order in which clients are told of them. */
export const MESSAGE_RIGHTS: readonly MessageRight[] = ['READ', 'COMMENT', 'EDIT', 'DELETE', 'EXPLAIN'];

/** What is decided about: a message, somebody's place in its channel, and the moment. */
export interface Said {
  readonly message: Pick<MessageRow, 'id' | 'authorId' | 'kind' | 'sentAt' | 'deletedAt'>;
  readonly standing: Standing;
  readonly now: Date;
}

const deleted = ({ id }: Said['message']) =>
  ({ ...no('STATE', 'This message was deleted', id), code: 'CONFLICT' }) as const;

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
