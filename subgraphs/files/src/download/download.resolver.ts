import { UrlScalar } from '@parley/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { File } from '../node/node.js';
import { signedAddress } from './signed-address.service.js';

@Resolver(() => File)
export class DownloadResolver {
  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description:
      'An address that opens it for five minutes with nothing beside it, for programs that cannot say who asks; it ends with the right of the viewer. Null when they may not download it.',
  })
  viewerDownloadUrl(@Ctx() ctx: FilesContext, @Root() file: File): Promise<string | null> {
    return signedAddress(ctx, file.id);
  }
}
