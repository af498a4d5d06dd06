import { type AskedWhy, WHY_CAN, WhyArgs } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { AccessExplanation } from './explanation.js';
import { askWhy } from './why.service.js';

@Resolver(() => Meeting)
export class MeetingWhyResolver {
  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: MeetingsContext,
    @Root() meeting: Meeting,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AskedWhy> {
    return askWhy(ctx, meeting.id, args);
  }
}
