import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Page } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { Channel } from '../guest-pass/guest-pass.js';
import { Organization } from '../organization/organization.js';
import { readUser } from '../user/directory.service.js';
import { User } from '../user/user.js';
import { LegalHoldsArgs, LiftLegalHoldInput, PlaceLegalHoldInput } from './legal-hold.inputs.js';
import { LegalHold, LegalHoldConnection } from './legal-hold.js';
import { liftLegalHold, listHolds, placeLegalHold } from './legal-hold.service.js';

@Resolver(() => LegalHold)
export class LegalHoldResolver {
  @Mutation(() => LegalHold, { description: 'Keeps data whatever retention and erasure say.' })
  placeLegalHold(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => PlaceLegalHoldInput, { description: 'What to do.' }) input: PlaceLegalHoldInput,
  ): Promise<LegalHold> {
    return placeLegalHold(ctx, input);
  }

  @Mutation(() => LegalHold, { description: 'Ends a legal hold.' })
  liftLegalHold(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => LiftLegalHoldInput, { description: 'What to do.' }) input: LiftLegalHoldInput,
  ): Promise<LegalHold> {
    return liftLegalHold(ctx, input);
  }

  @FieldResolver(() => [User], { description: 'Whose data; at most 100.' })
  async users(@Ctx() ctx: IdentityContext, @Root() { userIds }: LegalHold): Promise<User[]> {
    const users = await Promise.all(userIds.map((id) => readUser(ctx, id)));
    return users.filter((user) => user !== null);
  }

  @FieldResolver(() => [Channel], {
    nullable: 'items',
    description: 'Which channels, at most 100; null in the place of one that the viewer may not read.',
  })
  channels(@Root() { channelIds }: LegalHold): Channel[] {
    return channelIds.map((id) => ({ id }));
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who placed it.' })
  placedBy(@Ctx() ctx: IdentityContext, @Root() { placedById }: LegalHold): Promise<User | null> {
    return readUser(ctx, placedById);
  }
}

@Resolver(() => Organization)
export class OrganizationHoldsResolver {
  @FieldResolver(() => LegalHoldConnection, {
    nullable: true,
    description: 'Legal holds, the latest first; null for those who do not manage retention.',
  })
  legalHolds(
    @Ctx() ctx: IdentityContext,
    @Root() organization: Organization,
    @Args(() => LegalHoldsArgs) args: LegalHoldsArgs,
  ): Promise<Page<LegalHold> | null> {
    return listHolds(ctx, organization.id, args);
  }
}
