import {
  type Action,
  type Decision,
  type Explained,
  type PersonNow,
  type RequestContext,
  type Viewer,
  type WhyArgs,
  decided,
  isId,
  no,
  notFound,
  unavailable,
} from '@parley/kit';
import { accessChannel, decideInChannelFor } from '../channel/channel.access.js';
import { accessMessage, decideOnMessageFor } from '../message/message.access.js';
import { seesPerson } from '../person/person.access.js';

/** What is explained and about whom, before it is known who that is now. */
export interface Asked {
  readonly key: string;
  readonly subject: { readonly id: string };
}

/** An explanation as it is read back by its key. */
export interface ExplanationKey {
  readonly chatKey: string;
  readonly subject?: { readonly now?: PersonNow | null } | null;
}

/** A thing of chat's: how the viewer is let at it, and what is decided about it for somebody. */
interface Explainable {
  readonly access: (ctx: RequestContext, id: string) => Promise<unknown>;
  readonly decide: (ctx: RequestContext, who: Viewer, id: string, action: Action) => Promise<Decision>;
}

const channels: Explainable = {
  access: (ctx, id) => accessChannel(ctx, id, 'EXPLAIN'),
  decide: decideInChannelFor,
};

const messages: Explainable = {
  access: (ctx, id) => accessMessage(ctx, id, 'EXPLAIN'),
  decide: decideOnMessageFor,
};

const kindOf = (id: string): Explainable => (isId('message', id) ? messages : channels);

/**
 * Asks why somebody may or may not do something with a channel or a message.
 * @throws NOT_FOUND and FORBIDDEN for those who may not ask, NOT_FOUND where the viewer may not know of the person
 */
export async function askWhy(ctx: RequestContext, id: string, { userId, action }: WhyArgs): Promise<Asked> {
  await kindOf(id).access(ctx, id);
  if (!(await seesPerson(ctx, userId))) throw notFound('User');
  return { key: [id, userId, action].join(' '), subject: { id: userId } };
}

/**
 * What was asked, decided by the rules that decide when the person asks for it themselves. Who that is now is told by
 * identity, by way of the gateway; it only ever explains, and lets nobody in.
 */
export async function explain(
  ctx: RequestContext,
  { chatKey, subject }: ExplanationKey,
): Promise<(Asked & Explained) | null> {
  const [id = '', userId = '', action = ''] = chatKey.split(' ');
  await kindOf(id).access(ctx, id);
  if (!subject?.now) throw unavailable('Nobody says who this person is right now');
  const { viewer, barredBecause } = subject.now;
  const asked = { key: chatKey, subject: { id: userId } };
  if (!viewer) {
    return { ...asked, ...decided(no('ACCOUNT', barredBecause ?? 'Their account lets nobody in')) };
  }
  if (viewer.id !== userId) return null;
  return { ...asked, ...(await kindOf(id).decide(ctx, viewer, id, action as Action)) };
}
