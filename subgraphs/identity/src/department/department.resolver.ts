import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { listUsers, readUser } from '../user/directory.service.js';
import { User, UserConnection } from '../user/user.js';
import { Department } from './department.js';
import { CreateDepartmentInput, UpdateDepartmentInput } from './department.inputs.js';
import { createDepartment, readDepartment, updateDepartment } from './department.service.js';

@Resolver(() => Department)
export class DepartmentResolver {
  @Query(() => Department, { nullable: true, description: 'One department.' })
  department(
    @Ctx() ctx: IdentityContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<Department | null> {
    return readDepartment(ctx, id);
  }

  @Mutation(() => Department, { description: 'Creates a department.' })
  createDepartment(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => CreateDepartmentInput, { description: 'What to do.' }) input: CreateDepartmentInput,
  ): Promise<Department> {
    return createDepartment(ctx, input);
  }

  @Mutation(() => Department, { description: 'Changes a department.' })
  updateDepartment(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => UpdateDepartmentInput, { description: 'What to do.' }) input: UpdateDepartmentInput,
  ): Promise<Department> {
    return updateDepartment(ctx, input);
  }

  @FieldResolver(() => Department, { nullable: true, description: 'The department above.' })
  async parent(@Ctx() ctx: IdentityContext, @Root() { parentId }: Department): Promise<Department | null> {
    return parentId === null ? null : readDepartment(ctx, parentId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who leads it.' })
  async head(@Ctx() ctx: IdentityContext, @Root() { headId }: Department): Promise<User | null> {
    return headId === null ? null : readUser(ctx, headId);
  }

  @FieldResolver(() => UserConnection, { description: 'Who belongs to it.' })
  members(
    @Ctx() ctx: IdentityContext,
    @Root() department: Department,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<User>> {
    return listUsers(ctx, args, { departmentId: department.id });
  }
}
