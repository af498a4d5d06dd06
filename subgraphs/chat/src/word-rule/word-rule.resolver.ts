import { Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside } from '../channel/directory.service.js';
import { DeleteWordRuleInput, SaveWordRuleInput } from './word-rule.inputs.js';
import { deleteWordRule, listWordRules, saveWordRule, wordRulesIn } from './word-rule.service.js';
import { WordRule, WordRuleConnection } from './word-rule.js';

@Resolver(() => WordRule)
export class WordRuleResolver {
  @Query(() => WordRuleConnection, {
    description: 'Rules about words in all channels, for those who keep order in all of them.',
  })
  wordRules(@Ctx() ctx: RequestContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<WordRule>> {
    return listWordRules(ctx, args);
  }

  @Mutation(() => WordRule, { description: 'Sets a rule about words.' })
  saveWordRule(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SaveWordRuleInput, { description: 'What to do.' }) input: SaveWordRuleInput,
  ): Promise<WordRule> {
    return saveWordRule(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Removes a rule about words.' })
  deleteWordRule(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteWordRuleInput, { description: 'What to do.' }) input: DeleteWordRuleInput,
  ): Promise<Deleted> {
    return deleteWordRule(ctx, input);
  }

  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'The channel; null for a rule of the whole organisation.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() rule: WordRule): Promise<Channel> | null {
    return rule.channelId === null ? null : channelInside(ctx, rule.channelId);
  }
}

@Resolver(() => Channel)
export class ChannelWordRulesResolver {
  @FieldResolver(() => [WordRule], {
    nullable: true,
    description: 'Its own rules about words, at most 200; null for those who do not keep order in it.',
  })
  viewerWordRules(@Ctx() ctx: RequestContext, @Root() channel: Channel): Promise<WordRule[] | null> {
    return wordRulesIn(ctx, channel.id);
  }
}
