import { type AskedWhy, type RequestContext, WHY_CAN, WhyArgs } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { File, Folder } from '../node/node.js';
import { AccessExplanation } from './explanation.js';
import { askWhy } from './why.service.js';

@Resolver(() => Folder)
export class FolderWhyResolver {
  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: RequestContext,
    @Root() folder: Folder,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AskedWhy> {
    return askWhy(ctx, folder.id, args);
  }
}

@Resolver(() => File)
export class FileWhyResolver {
  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: RequestContext,
    @Root() file: File,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AskedWhy> {
    return askWhy(ctx, file.id, args);
  }
}
