import { type Page, PageArgs, type RequestContext, invalid } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type Message, MessageConnection } from '../message/message.js';
import { Hashtag } from './hashtag.js';
import { listHashtags, listTagged, readHashtag } from './hashtag.service.js';

const MOST = 50;

@Resolver(() => Hashtag)
export class HashtagResolver {
  @Query(() => Hashtag, {
    nullable: true,
    description: 'A hashtag and what carries it; null for what cannot be one.',
  })
  hashtag(
    @Ctx() ctx: RequestContext,
    @Arg('name', () => String, { description: 'Without the sign.' }) name: string,
  ): Promise<Hashtag | null> {
    return readHashtag(ctx, name);
  }

  @Query(() => [Hashtag], {
    description: 'Hashtags in messages that the viewer may read, those of most messages first; at most 50.',
  })
  hashtags(
    @Ctx() ctx: RequestContext,
    @Arg('beginning', () => String, { description: 'How they begin, without the sign; may be empty.' })
    beginning: string,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 50; 10 unless told.' })
    first?: number,
  ): Promise<Hashtag[]> {
    const limit = first ?? 10;
    if (limit < 1 || limit > MOST) throw invalid('first', 'Ask for 1 to 50');
    return listHashtags(ctx, beginning, limit);
  }

  @FieldResolver(() => MessageConnection, {
    description: 'Messages with it that the viewer may read, the newest first.',
  })
  messages(
    @Ctx() ctx: RequestContext,
    @Root() hashtag: Hashtag,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Message>> {
    return listTagged(ctx, hashtag.name, args);
  }
}
