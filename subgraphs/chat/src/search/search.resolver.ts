import type { Page, RequestContext } from '@parley/kit';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { MessageHit, MessageHitConnection } from './search.js';
import { SearchMessagesArgs } from './search.inputs.js';
import { searchMessages } from './search.service.js';

@Resolver(() => MessageHit)
export class SearchResolver {
  @Query(() => MessageHitConnection, {
    description:
      'Messages that the viewer may read, best first: those with the words as they are or with another ending, the ' +
      'newest first, then those with words that only hold or resemble them.',
  })
  searchMessages(
    @Ctx() ctx: RequestContext,
    @Args(() => SearchMessagesArgs) args: SearchMessagesArgs,
  ): Promise<Page<MessageHit>> {
    return searchMessages(ctx, args);
  }
}
