import type { RequestContext } from '@parley/kit';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { CallStatistics, StatisticsArgs } from './call-statistics.js';
import { callStatistics } from './call-statistics.service.js';

@Resolver(() => CallStatistics)
export class CallStatisticsResolver {
  @Query(() => CallStatistics, {
    description: 'How many calls there were, how long and how good; for those who read the audit trail.',
  })
  callStatistics(
    @Ctx() ctx: RequestContext,
    @Args(() => StatisticsArgs) args: StatisticsArgs,
  ): Promise<CallStatistics> {
    return callStatistics(ctx, args);
  }
}
