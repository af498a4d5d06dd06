import { type RequestContext, batchOf, load, notFound } from '@parley/kit';
import type { Sharing } from '../node/file-kinds.js';
import type { FileAudience } from './audience.js';
import { type Audience, audienceText, sharingOf, toldAudience } from './audience.rules.js';
import { audiencesById } from './audience.store.js';

const findAudiences = batchOf(audiencesById);

async function audienceOf(ctx: RequestContext, nodeId: string): Promise<Audience> {
  const audience = await load(ctx, findAudiences, nodeId);
  if (!audience) throw notFound('File');
  return audience;
}

/** Who can see a node, in one sentence. */
export const tellAudience = async (ctx: RequestContext, nodeId: string): Promise<string> =>
  audienceText(await audienceOf(ctx, nodeId));

/** The same as data, for the viewer. */
export const readAudience = async (ctx: RequestContext, nodeId: string): Promise<FileAudience> =>
  toldAudience(await audienceOf(ctx, nodeId), ctx.viewer.id);

/** How widely a node is shared. */
export const tellSharing = async (ctx: RequestContext, nodeId: string): Promise<Sharing> =>
  sharingOf(await audienceOf(ctx, nodeId));
