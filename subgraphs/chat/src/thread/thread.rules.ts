import { type Decision, type Weighing, allows, decide, invalid, no, yes } from '@parley/kit';
import { type Subject, weighChannel } from '../channel/channel-rights.rules.js';
import type { Standing } from '../channel/channel.table.js';
import type { ThreadAt } from './thread.table.js';

/** What somebody may do with a thread; EDIT names, closes and opens it. */
export type ThreadRight = 'READ' | 'POST' | 'EDIT';

/** In the order in which clients are told of them. */
export const THREAD_RIGHTS: readonly ThreadRight[] = ['READ', 'POST', 'EDIT'];

/** What is decided about: a thread, and somebody's place in its channel. */
export interface Talked {
  readonly thread: Pick<ThreadAt, 'id' | 'createdById' | 'rootAuthorId' | 'rootId' | 'lockedAt'>;
  readonly standing: Standing;
}

/** Whoever opened a topic, or wrote the message that a thread is about. */
export const beganBy = ({ createdById, rootAuthorId }: Talked['thread']): string =>
  rootAuthorId ?? createdById;

function* ofKeepers(subject: Subject, { thread, standing }: Talked): Weighing {
  const inChannel = yield* weighChannel(subject, standing, 'POST');
  if (!inChannel.allows) return inChannel;
  yield inChannel;
  if (beganBy(thread) === subject.id) return yes('OWNER', 'They began this thread', thread.id);
  if (allows(weighChannel(subject, standing, 'MODERATE'))) {
    return yes('INHERITED', 'They keep order in the channel', standing.channel.id);
  }
  return no('OWNER', 'Only whoever began a thread or a moderator may do this', thread.id);
}

/** The rules of one right in one thread, in the order in which they are weighed. */
export function* weighThread(subject: Subject, talked: Talked, right: ThreadRight): Weighing {
  if (right === 'EDIT') return yield* ofKeepers(subject, talked);
  const inChannel = yield* weighChannel(subject, talked.standing, right);
  if (right === 'READ' || !inChannel.allows || !talked.thread.lockedAt) return inChannel;
  return no('STATE', 'This thread is closed', talked.thread.id);
}

/** Whether somebody may do that with a thread, and why. */
export const decideOnThread = (subject: Subject, talked: Talked, right: ThreadRight): Decision =>
  decide(weighThread(subject, talked, right));

const LONGEST_TOPIC = 80;

/**
 * The name of a topic, with its spaces put in order.
 * @throws INVALID naming the field when nothing is left of it or it is too long
 */
export function checkTopic(topic: string): string {
  const name = topic.replaceAll(/\s+/gu, ' ').trim();
  if (name === '') throw invalid('topic', 'A topic needs a name');
  if (name.length > LONGEST_TOPIC) {
    throw invalid('topic', `The name of a topic has at most ${String(LONGEST_TOPIC)} characters`);
  }
  return name;
}
