import { Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { LiftBanInput } from './ban.inputs.js';
import { liftBan, listBans } from './ban.service.js';
import { Channel } from './channel.js';
import { type Membership, MembershipConnection } from './membership.js';

@Resolver(() => Channel)
export class BanResolver {
  @Mutation(() => Deleted, { description: 'Lets somebody who was shut out find the channel again.' })
  liftBan(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LiftBanInput, { description: 'What to do.' }) input: LiftBanInput,
  ): Promise<Deleted> {
    return liftBan(ctx, input);
  }

  @FieldResolver(() => MembershipConnection, {
    nullable: true,
    description: 'Who is shut out; null for those who do not keep order in the channel.',
  })
  viewerBans(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Membership> | null> {
    return listBans(ctx, channel.id, args);
  }
}
