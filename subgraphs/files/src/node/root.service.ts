import { type RequestContext, isId, newId, transaction } from '@parley/kit';
import { isOutsider } from '../access/principal.rules.js';
import { findTeams } from '../person/person.service.js';
import { nameKeyOf, sortKeyOf } from './name.rules.js';
import { channelRootIdOf, insertNode, rootIdOf } from './node.store.js';

/** A root that is about to be. */
interface NewRoot {
  readonly organizationId: string;
  readonly name: string;
  readonly holderId: string | null;
  readonly channelId: string | null;
}

/** Makes a root; where somebody else made it meanwhile, theirs is found. */
async function makeRoot(ctx: RequestContext, root: NewRoot, find: Find): Promise<string> {
  const id = newId('folder');
  const made = await insertNode(ctx.db, {
    ...root,
    id,
    kind: 'FOLDER',
    parentId: null,
    ancestors: [id],
    nameKey: nameKeyOf(root.name),
    sortKey: sortKeyOf(root.name),
    createdById: null,
    region: ctx.caller.viewer?.region ?? null,
  });
  return made ? id : ((await find(ctx)) ?? id);
}

type Find = (ctx: RequestContext) => Promise<string | undefined>;

const findOrMake = async (ctx: RequestContext, find: Find, root: () => Promise<NewRoot>): Promise<string> =>
  (await find(ctx)) ?? transaction(ctx, async (inner) => makeRoot(inner, await root(), find));

/** The viewer's own folder, made when it is first asked for; null for those who belong to no organisation. */
export async function homeId(ctx: RequestContext): Promise<string | null> {
  const { viewer } = ctx;
  if (isOutsider(viewer)) return null;
  return findOrMake(
    ctx,
    ({ db }) => rootIdOf(db, viewer.id),
    () =>
      Promise.resolve({
        organizationId: viewer.organizationId,
        name: 'Home',
        holderId: viewer.id,
        channelId: null,
      }),
  );
}

/** The folder of a team that the viewer is in, made when it is first asked for; null for everybody else. */
export async function teamFolderId(ctx: RequestContext, teamId: string): Promise<string | null> {
  const { viewer } = ctx;
  if (isOutsider(viewer) || !viewer.teamIds.includes(teamId) || !isId('team', teamId)) return null;
  return findOrMake(
    ctx,
    ({ db }) => rootIdOf(db, teamId),
    async () => ({
      organizationId: viewer.organizationId,
      name: (await findTeams(ctx, [teamId])).get(teamId)?.name ?? 'Team',
      holderId: teamId,
      channelId: null,
    }),
  );
}

/** The hidden folder of what is sent to a channel; whoever asks was let into the channel. */
export const channelFolderId = (
  ctx: RequestContext,
  channel: { readonly id: string; readonly organizationId: string },
): Promise<string> =>
  findOrMake(
    ctx,
    ({ db }) => channelRootIdOf(db, channel.id),
    () =>
      Promise.resolve({
        organizationId: channel.organizationId,
        name: 'Channel',
        holderId: null,
        channelId: channel.id,
      }),
  );
