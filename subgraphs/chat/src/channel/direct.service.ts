import { type RequestContext, forbidden, invalid, newId, notFound, once, transaction } from '@parley/kit';
import { findPeople } from '../person/person.service.js';
import { announceToPeople } from './announce.service.js';
import type { OpenDirectChannelInput } from './channel.inputs.js';
import { directKeyOf, isOutsider } from './channel.rules.js';
import { directChannelId, insertChannel } from './channel.store.js';
import { addMembers } from './membership.service.js';
import { tellChannel } from './told.service.js';

/** The name of a conversation of two people: both, in the order of their key. */
async function nameOf(ctx: RequestContext, ids: readonly string[]): Promise<string> {
  const people = await findPeople(ctx, ids);
  return ids.map((id) => people.get(id)?.displayName ?? '').join(', ');
}

async function checkPartner(ctx: RequestContext, userId: string): Promise<void> {
  const { viewer } = ctx;
  if (userId === viewer.id) throw invalid('userId', 'Choose somebody else');
  const person = (await findPeople(ctx, [userId])).get(userId);
  if (person?.organizationId !== viewer.organizationId) throw notFound('User');
  if (person.kind === 'CUSTOMER') throw forbidden('Customers are talked to in support channels');
  if (person.kind === 'GUEST') throw forbidden('Guests are talked to in the channels they were invited to');
}

async function openFor(ctx: RequestContext, userId: string): Promise<{ readonly id: string }> {
  const { viewer } = ctx;
  const directKey = directKeyOf(viewer.id, userId);
  const id = newId('channel');
  const pair = directKey.split(' ');
  const channel = {
    id,
    organizationId: viewer.organizationId,
    kind: 'DIRECT' as const,
    name: await nameOf(ctx, pair),
    topic: null,
    createdById: viewer.id,
    postingRole: 'MEMBER' as const,
    access: [],
    departmentId: null,
    directKey,
    region: viewer.region,
  };
  const made = await insertChannel(ctx.db, channel);
  if (!made) return { id: (await directChannelId(ctx.db, directKey)) ?? id };
  await tellChannel(ctx, channel);
  const members = pair.map((personId) => ({ personId, role: 'MEMBER' }) as const);
  await announceToPeople(ctx, await addMembers(ctx, id, members, 'INVITED'));
  return { id };
}

/**
 * Finds or makes the one channel of two people. The unique key of the pair decides between two who open it at once:
 * the later insert waits for the earlier one and then finds its channel.
 */
export async function openDirectChannel(ctx: RequestContext, input: OpenDirectChannelInput): Promise<string> {
  if (isOutsider(ctx.viewer)) throw forbidden('Guests and customers do not open conversations');
  return transaction(ctx, (inner) =>
    once(inner, 'openDirectChannel', input, async () => {
      await checkPartner(inner, input.userId);
      return openFor(inner, input.userId);
    }),
  );
}
