import type { RequestContext } from '@parley/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { File, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { FileAudience } from './audience.js';
import { readAudience, tellAudience } from './audience.service.js';

/** Who can open files and folders. */
function audienceResolver(type: typeof File | typeof Folder) {
  @Resolver(() => type)
  class AudienceResolver {
    @FieldResolver(() => FileAudience, { description: 'Who can see it, to be told in any language.' })
    audience(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<FileAudience> {
      return readAudience(ctx, id);
    }

    @FieldResolver(() => String, {
      description:
        'Who can see it, in one sentence of English with times in UTC, to be shown as it is; audience tells the same in any language.',
    })
    audienceText(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<string> {
      return tellAudience(ctx, id);
    }
  }
  return AudienceResolver;
}

/** The same once for files, and once for folders. */
export const FileAudienceResolver = audienceResolver(File);
export const FolderAudienceResolver = audienceResolver(Folder);
