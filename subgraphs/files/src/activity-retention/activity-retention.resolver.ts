import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Region } from '../person/user.js';
import { ActivityRetentionInput, SetActivityRetentionInput } from './activity-retention.inputs.js';
import { ActivityRetention, ActivityRetentionPreview } from './activity-retention.js';
import { listRetentions, previewRetention, setRetention } from './activity-retention.service.js';

@Resolver(() => ActivityRetention)
export class ActivityRetentionResolver {
  @FieldResolver(() => Region, {
    nullable: true,
    description: 'Of data of which region; null for all that have none of their own.',
  })
  region(@Root() { regionCode }: ActivityRetention): Region | null {
    return regionCode === null ? null : { code: regionCode };
  }

  @Query(() => [ActivityRetention], {
    description:
      'For how long is kept who did what with files: what holds where nothing else is said first, then by region; at most 101.',
  })
  activityRetentions(@Ctx() ctx: RequestContext): Promise<ActivityRetention[]> {
    return listRetentions(ctx);
  }

  @Query(() => ActivityRetentionPreview, { description: 'What that would remove, before it is set.' })
  previewActivityRetention(
    @Ctx() ctx: RequestContext,
    @Arg('retention', () => ActivityRetentionInput, { description: 'For how long, and of what.' })
    retention: ActivityRetentionInput,
  ): Promise<ActivityRetentionPreview> {
    return previewRetention(ctx, retention);
  }

  @Mutation(() => [ActivityRetention], {
    description:
      'Sets for how long is kept who did what with files; what is older goes at once, but for what a legal hold keeps. Answers with all of them, at most 101.',
  })
  setActivityRetention(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetActivityRetentionInput, { description: 'What to do.' })
    input: SetActivityRetentionInput,
  ): Promise<ActivityRetention[]> {
    return setRetention(ctx, input);
  }
}
