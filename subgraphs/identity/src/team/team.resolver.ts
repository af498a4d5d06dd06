import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { listUsers } from '../user/directory.service.js';
import { type User, UserConnection } from '../user/user.js';
import { Team } from './team.js';
import { CreateTeamInput, UpdateTeamInput } from './team.inputs.js';
import { createTeam, updateTeam } from './team.service.js';

@Resolver(() => Team)
export class TeamResolver {
  @Mutation(() => Team, { description: 'Creates a team.' })
  createTeam(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => CreateTeamInput, { description: 'What to do.' }) input: CreateTeamInput,
  ): Promise<Team> {
    return createTeam(ctx, input);
  }

  @Mutation(() => Team, { description: 'Changes a team and its members.' })
  updateTeam(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => UpdateTeamInput, { description: 'What to do.' }) input: UpdateTeamInput,
  ): Promise<Team> {
    return updateTeam(ctx, input);
  }

  @FieldResolver(() => UserConnection, { description: 'Who belongs to it.' })
  members(
    @Ctx() ctx: IdentityContext,
    @Root() team: Team,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<User>> {
    return listUsers(ctx, args, { teamId: team.id });
  }
}
