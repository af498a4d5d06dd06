import {
  type ExplanationKey,
  type RequestContext,
  type SubgraphDefinition,
  deadLetterResolvers,
  defineSubgraph,
} from '@parley/kit';
import { Passwords } from '@parley/kit/passwords';
import { type BlobOptions, openBlobs } from './blob/blobs.js';
import { bytes } from './bytes.js';
import { FILE_MAX_SIZE } from './config.js';
import type { FilesContext, StorageSettings } from './context.js';
import { referToNode } from './listing/listing.service.js';
import { referToChannel } from './channel/channel-files.service.js';
import { looks } from './looks.js';
import { people } from './people.js';
import { type ContentOptions, openContent } from './pipeline/content-tools.js';
import { peekActivity } from './activity/read-activity.service.js';
import { peekComment } from './comment/comment.access.js';
import { peekLink } from './link/link.access.js';
import { peekRequest } from './request/request.service.js';
import { peekShare } from './share/share.access.js';
import { sharing } from './sharing.js';
import { tree } from './tree.js';
import { readUpload } from './upload/upload.service.js';
import { referToVersion } from './version/version.service.js';
import { referToTeam, referToViewer } from './viewer/viewer.service.js';
import { explain } from './why/why.service.js';

export { filesConfig } from './config.js';

/** What the table of contents reads of the configuration. */
export interface FilesOptions extends BlobOptions, ContentOptions {
  /** The largest file in bytes. */
  readonly FILE_MAX_SIZE?: number;
  /** Media types and endings that are taken, separated by commas; everything when left out. */
  readonly FILE_ALLOWED_TYPES?: string | undefined;
}

interface Key {
  readonly id: string;
}

/** How each entity is read back by its key, on behalf of whoever asks. */
const references: Readonly<
  Record<string, (key: Key & ExplanationKey<'filesKey'>, ctx: FilesContext) => unknown>
> = {
  File: ({ id }, ctx) => referToNode(ctx, id),
  Folder: ({ id }, ctx) => referToNode(ctx, id),
  FileVersion: ({ id }, ctx) => referToVersion(ctx, id),
  Upload: ({ id }, ctx) => readUpload(ctx, id),
  Share: ({ id }, ctx) => peekShare(ctx, id),
  ShareLink: ({ id }, ctx) => peekLink(ctx, id),
  FileRequest: ({ id }, ctx) => peekRequest(ctx, id),
  FileActivity: ({ id }, ctx) => peekActivity(ctx, id),
  FileComment: ({ id }, ctx) => peekComment(ctx, id),
  Viewer: ({ id }, ctx) => referToViewer(ctx, id),
  Channel: ({ id }, ctx) => referToChannel(ctx, id),
  Team: ({ id }, ctx) => referToTeam(ctx, id),
  AccessExplanation: (key, ctx) => explain(ctx, key),
};

/** What files could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('files');

const settingsOf = ({
  FILE_MAX_SIZE: maxSize = FILE_MAX_SIZE,
  FILE_ALLOWED_TYPES,
}: FilesOptions): StorageSettings => {
  const types = FILE_ALLOWED_TYPES?.split(',').map((each) => each.trim().toLowerCase()) ?? [];
  const allowedTypes = types.filter((each) => each !== '');
  return { maxSize, allowedTypes: allowedTypes.length > 0 ? allowedTypes : null };
};

/** Files and folders, who may see them, and how they are followed; each part has a page of its own. */
export async function files(options: FilesOptions = {}): Promise<SubgraphDefinition> {
  const passwords = new Passwords();
  const [storage, blobs, content] = [settingsOf(options), await openBlobs(options), openContent(options)];
  return defineSubgraph<FilesContext>({
    name: 'files',
    resolvers: [...deadLetters, ...tree.resolvers, ...bytes.resolvers, ...looks.resolvers],
    types: [...tree.types, ...bytes.types, ...looks.types],
    references,
    tables: [...people.tables, ...tree.tables, ...bytes.tables],
    migrations: [...tree.migrations, ...looks.migrations, ...sharing.migrations],
    consumers: [...people.consumers],
    jobs: [...tree.jobs, ...bytes.jobs, ...looks.jobs, ...sharing.jobs],
    context: (base: RequestContext) => Object.assign(base, { storage, blobs, content, passwords }),
    http: bytes.http,
  });
}
