import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { asksTotal, asksTotalOnly } from '../listing/total.js';
import { File } from '../node/node.js';
import { FileFilterInput } from '../node/node.inputs.js';
import type { NodeAt } from '../node/node.table.js';
import { FileHit, FileHitConnection } from './search.js';
import { type FoundFile, searchFiles } from './search.service.js';

@ArgsType()
class SearchFilesArgs extends PageArgs {
  @Field(() => String, {
    description:
      'Words, or beginnings of words, from name, content, tags or description; all have to be there.',
  })
  readonly query!: string;

  @Field(() => FileFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: FileFilterInput | null;
}

@Resolver(() => FileHit)
export class SearchFilesResolver {
  @Query(() => FileHitConnection, { description: 'Files that the viewer may read, best first.' })
  searchFiles(
    @Ctx() ctx: RequestContext,
    @Args(() => SearchFilesArgs) args: SearchFilesArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<FoundFile>> {
    return searchFiles(ctx, args, { total: asksTotal(info), files: !asksTotalOnly(info) });
  }

  @FieldResolver(() => File, { description: 'The file.' })
  file(@Root() { file }: FoundFile): NodeAt {
    return file;
  }
}
