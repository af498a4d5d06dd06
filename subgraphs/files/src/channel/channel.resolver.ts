import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { FileConnection } from '../node/node.js';
import { FileFilterInput } from '../node/node.inputs.js';
import type { NodeAt } from '../node/node.table.js';
import { Channel } from '../share/grantee.js';
import { listSent } from './channel-files.service.js';

@ArgsType()
class ChannelFilesArgs extends PageArgs {
  @Field(() => FileFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: FileFilterInput | null;
}

@Resolver(() => Channel)
export class ChannelFilesResolver {
  @FieldResolver(() => FileConnection, {
    nullable: true,
    description: 'Files that were sent to it, newest first; null for those who do not read it.',
  })
  files(
    @Ctx() ctx: RequestContext,
    @Root() { id }: Channel,
    @Args(() => ChannelFilesArgs) args: ChannelFilesArgs,
  ): Promise<Page<NodeAt> | null> {
    return listSent(ctx, id, args);
  }
}
