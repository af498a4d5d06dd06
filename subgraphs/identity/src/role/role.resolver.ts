import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { IdentityContext } from '../context.js';
import { Department } from '../department/department.js';
import { readDepartment } from '../department/department.service.js';
import { User } from '../user/user.js';
import { Role, RoleGrant } from './role.js';
import { GrantRoleInput, WithdrawRoleInput } from './role.inputs.js';
import { grantRole, roleOfGrant, withdrawRole } from './role.service.js';

@Resolver(() => RoleGrant)
export class RoleResolver {
  @Mutation(() => User, { description: 'Gives somebody a role.' })
  grantRole(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => GrantRoleInput, { description: 'What to do.' }) input: GrantRoleInput,
  ): Promise<User> {
    return grantRole(ctx, input);
  }

  @Mutation(() => User, { description: 'Takes a role away.' })
  withdrawRole(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => WithdrawRoleInput, { description: 'What to do.' }) input: WithdrawRoleInput,
  ): Promise<User> {
    return withdrawRole(ctx, input);
  }

  @FieldResolver(() => Role, { description: 'The role.' })
  role(@Ctx() ctx: IdentityContext, @Root() grant: RoleGrant): Promise<Role> {
    return roleOfGrant(ctx, grant.roleId);
  }

  @FieldResolver(() => Department, { nullable: true, description: 'Only within this department.' })
  async department(
    @Ctx() ctx: IdentityContext,
    @Root() { departmentId }: RoleGrant,
  ): Promise<Department | null> {
    return departmentId === null ? null : readDepartment(ctx, departmentId);
  }
}
