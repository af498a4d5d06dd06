import { type RequestContext, forbidden, invalid, newId, notFound, once, transaction } from '@parley/kit';
import { findPeople } from '../person/person.service.js';
import type { PersonRow } from '../person/person.table.js';
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

/** Who opens a conversation, and with whom. */
interface Opening {
  readonly openerId: string;
  readonly partnerId: string;
  readonly organizationId: string;
  readonly region: string | null;
}

async function openFor(ctx: RequestContext, opening: Opening): Promise<{ readonly id: string }> {
  const directKey = directKeyOf(opening.openerId, opening.partnerId);
  const id = newId('channel');
  const pair = directKey.split(' ');
  const channel = {
    id,
    organizationId: opening.organizationId,
    kind: 'DIRECT' as const,
    name: await nameOf(ctx, pair),
    topic: null,
    createdById: opening.openerId,
    postingRole: 'MEMBER' as const,
    access: [],
    departmentId: null,
    directKey,
    region: opening.region,
  };
  const made = await insertChannel(ctx.db, channel);
  if (!made) return { id: (await directChannelId(ctx.db, directKey)) ?? id };
  await tellChannel(ctx, channel);
  const members = pair.map((personId) => ({ personId, role: 'MEMBER' }) as const);
  await announceToPeople(ctx, await addMembers(ctx, id, members, 'INVITED'));
  return { id };
}

const talksDirectly = ({ kind, state }: PersonRow): boolean =>
  kind !== 'CUSTOMER' && kind !== 'GUEST' && state === 'ACTIVE';

/**
 * The one channel of two people of one organisation, made where there is none, for what happened between them
 * elsewhere; null for those who are not talked to directly. Inside a transaction.
 */
export async function openChannelOfTwo(
  ctx: RequestContext,
  openerId: string,
  partnerId: string,
): Promise<string | null> {
  const people = await findPeople(ctx, [openerId, partnerId]);
  const [opener, partner] = [people.get(openerId), people.get(partnerId)];
  if (!opener || opener.organizationId !== partner?.organizationId) return null;
  if (!talksDirectly(opener) || !talksDirectly(partner)) return null;
  const { organizationId, region } = opener;
  return (await openFor(ctx, { openerId, partnerId, organizationId, region })).id;
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
      const { id: openerId, organizationId, region } = inner.viewer;
      return openFor(inner, { openerId, partnerId: input.userId, organizationId, region });
    }),
  );
}
