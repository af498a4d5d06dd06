import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { type Department, DepartmentConnection } from '../department/department.js';
import { DepartmentsArgs } from '../department/department.inputs.js';
import { listDepartments } from '../department/department.service.js';
import { Region } from '../region/region.js';
import { regionOf } from '../region/region.service.js';
import { Role } from '../role/role.js';
import { listRoles } from '../role/role.service.js';
import { type Team, TeamConnection } from '../team/team.js';
import { listTeams } from '../team/team.service.js';
import { Organization, OrganizationDefaults } from './organization.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => OrganizationDefaults, { description: 'What new people and channels get.' })
  defaults(@Root() organization: Organization): OrganizationDefaults {
    return organization;
  }

  @FieldResolver(() => DepartmentConnection, { description: 'Departments, by default the top ones.' })
  departments(
    @Ctx() ctx: IdentityContext,
    @Root() organization: Organization,
    @Args(() => DepartmentsArgs) args: DepartmentsArgs,
  ): Promise<Page<Department>> {
    return listDepartments(ctx, organization.id, args);
  }

  @FieldResolver(() => TeamConnection, { description: 'Teams.' })
  teams(
    @Ctx() ctx: IdentityContext,
    @Root() organization: Organization,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Team>> {
    return listTeams(ctx, organization.id, args);
  }

  @FieldResolver(() => [Role], { description: 'Roles; at most 100.' })
  roles(@Ctx() ctx: IdentityContext, @Root() organization: Organization): Promise<Role[]> {
    return listRoles(ctx, organization.id);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where its data must stay.' })
  region(@Root() organization: Organization): Region | null {
    return regionOf(organization.regionCode);
  }
}
