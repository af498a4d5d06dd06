import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AccessExplanation, Action, MarkdownScalar, type Page, WHY_CAN, WhyArgs } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { Department } from '../department/department.js';
import { departmentsOf } from '../department/department.service.js';
import { Region } from '../region/region.js';
import { regionOf } from '../region/region.service.js';
import { RoleGrant } from '../role/role.js';
import { rolesOf } from '../role/role.service.js';
import { CountryCodeScalar } from '../scalars.js';
import { Team } from '../team/team.js';
import { teamsOf } from '../team/team.service.js';
import { UsersArgs } from './directory.inputs.js';
import { actionsOn, contactOf, known, listUsers, lookUpUser } from './directory.service.js';
import {
  CreateUserInput,
  DisableUserInput,
  EnableUserInput,
  SetWorkingHoursInput,
  UpdateProfileInput,
  UpdateUserInput,
} from './user.inputs.js';
import {
  createUser,
  disableUser,
  enableUser,
  setWorkingHours,
  updateProfile,
  updateUser,
} from './user.service.js';
import { Contact, User, UserConnection } from './user.js';
import { whyCan } from './why.service.js';
import { WorkingSpan } from './working-hours.js';

const WHAT_TO_DO = { description: 'What to do.' };

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'One person.' })
  user(
    @Ctx() ctx: IdentityContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<User | null> {
    return lookUpUser(ctx, id);
  }

  @Query(() => UserConnection, { description: 'The people directory, as far as the viewer may see it.' })
  users(@Ctx() ctx: IdentityContext, @Args(() => UsersArgs) args: UsersArgs): Promise<Page<User>> {
    return listUsers(ctx, args, args.filter ?? {});
  }

  @Mutation(() => User, { description: "Changes the viewer's own profile." })
  updateProfile(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => UpdateProfileInput, WHAT_TO_DO) input: UpdateProfileInput,
  ): Promise<User> {
    return updateProfile(ctx, input);
  }

  @Mutation(() => User, { description: 'Sets when somebody works.' })
  setWorkingHours(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => SetWorkingHoursInput, WHAT_TO_DO) input: SetWorkingHoursInput,
  ): Promise<User> {
    return setWorkingHours(ctx, input);
  }

  @Mutation(() => User, { description: 'Creates an account.' })
  createUser(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => CreateUserInput, WHAT_TO_DO) input: CreateUserInput,
  ): Promise<User> {
    return createUser(ctx, input);
  }

  @Mutation(() => User, { description: "Changes somebody's account." })
  updateUser(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => UpdateUserInput, WHAT_TO_DO) input: UpdateUserInput,
  ): Promise<User> {
    return updateUser(ctx, input);
  }

  @Mutation(() => User, { description: 'Locks an account and closes its sockets.' })
  disableUser(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => DisableUserInput, WHAT_TO_DO) input: DisableUserInput,
  ): Promise<User> {
    return disableUser(ctx, input);
  }

  @Mutation(() => User, { description: 'Unlocks an account.' })
  enableUser(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => EnableUserInput, WHAT_TO_DO) input: EnableUserInput,
  ): Promise<User> {
    return enableUser(ctx, input);
  }
}

const FOR_OUTSIDERS = 'null for guests and customers.';

/** What of a person depends on who asks. */
@Resolver(() => User)
export class UserFieldsResolver {
  @FieldResolver(() => String, { nullable: true, description: `Job or study title; ${FOR_OUTSIDERS}` })
  title(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<string | null> {
    return known(ctx, user, user.title);
  }

  @FieldResolver(() => MarkdownScalar, {
    nullable: true,
    description: `A few words about the person; ${FOR_OUTSIDERS}`,
  })
  bio(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<string | null> {
    return known(ctx, user, user.bio);
  }

  @FieldResolver(() => CountryCodeScalar, {
    nullable: true,
    description: `Where they are, ISO 3166-1; ${FOR_OUTSIDERS}`,
  })
  country(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<string | null> {
    return known(ctx, user, user.country);
  }

  @FieldResolver(() => [WorkingSpan], { description: 'Their usual week; at most 21 spans.' })
  async workingHours(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<readonly WorkingSpan[]> {
    return (await known(ctx, user, user.workingHours)) ?? [];
  }

  @FieldResolver(() => [Department], { description: 'Where they belong; at most 20.' })
  departments(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<Department[]> {
    return departmentsOf(ctx, user);
  }

  @FieldResolver(() => [Team], { description: 'Their teams; at most 100.' })
  teams(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<Team[]> {
    return teamsOf(ctx, user);
  }

  @FieldResolver(() => [RoleGrant], { description: 'Their roles; at most 20.' })
  roles(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<RoleGrant[]> {
    return rolesOf(ctx, user);
  }

  @FieldResolver(() => Contact, {
    nullable: true,
    description: 'How to reach them; null for guests, customers and strangers, and between students.',
  })
  contact(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<Contact | null> {
    return contactOf(ctx, user);
  }

  @FieldResolver(() => Region, { nullable: true, description: `Where its data must stay; ${FOR_OUTSIDERS}` })
  region(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<Region | null> {
    return known(ctx, user, regionOf(user.regionCode));
  }

  @FieldResolver(() => [Action], { description: 'What the viewer may do with it.' })
  viewerCan(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<Action[]> {
    return actionsOn(ctx, user);
  }

  @FieldResolver(() => AccessExplanation, { nullable: true, description: WHY_CAN })
  whyCan(
    @Ctx() ctx: IdentityContext,
    @Root() user: User,
    @Args(() => WhyArgs) args: WhyArgs,
  ): Promise<AccessExplanation> {
    return whyCan(ctx, user, args);
  }
}
