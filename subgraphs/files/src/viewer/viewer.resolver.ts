import { type Page, PageArgs, type RequestContext, SafeIntScalar } from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { listOwn } from '../listing/listing.service.js';
import { asksTotal } from '../listing/total.js';
import { FileConnection, FileNodeConnection, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { Team, Viewer } from '../person/user.js';
import { listTrash } from '../trash/trash.service.js';
import { quotaOf, bytesKeptBy } from '../usage/usage.service.js';
import { homeOf, teamFolderOf, teamFoldersOf } from './viewer.service.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Directive('@shareable')
  @Query(() => Viewer, {
    nullable: true,
    description: "The caller's own things; null when nobody is signed in.",
  })
  viewer(@Ctx() ctx: RequestContext): Viewer | null {
    return ctx.caller.viewer ? { id: ctx.viewer.id } : null;
  }

  @FieldResolver(() => Folder, {
    nullable: true,
    description: "The viewer's own folder; null for guests and customers.",
  })
  home(@Ctx() ctx: RequestContext): Promise<NodeAt | null> {
    return homeOf(ctx);
  }

  @FieldResolver(() => [Folder], {
    nullable: true,
    description: "The folders of the viewer's teams; at most 100.",
  })
  teamFolders(@Ctx() ctx: RequestContext): Promise<NodeAt[]> {
    return teamFoldersOf(ctx);
  }

  @FieldResolver(() => FileConnection, { nullable: true, description: 'Lately used.' })
  recentFiles(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<NodeAt>> {
    return listOwn(ctx, 'recent_use', args, asksTotal(info));
  }

  @FieldResolver(() => FileNodeConnection, { nullable: true, description: 'Marked ones.' })
  favoriteFiles(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<NodeAt>> {
    return listOwn(ctx, 'favorite', args, asksTotal(info));
  }

  @FieldResolver(() => FileNodeConnection, {
    nullable: true,
    description: 'What can be brought back: of the viewer, and of their teams.',
  })
  trash(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<NodeAt>> {
    return listTrash(ctx, args, asksTotal(info));
  }

  @FieldResolver(() => SafeIntScalar, { nullable: true, description: 'Bytes in use.' })
  storageUsed(@Ctx() ctx: RequestContext): Promise<number> {
    return bytesKeptBy(ctx, ctx.viewer.id);
  }

  @FieldResolver(() => SafeIntScalar, {
    nullable: true,
    description: 'Bytes allowed; null where nothing bounds them.',
  })
  storageQuota(@Ctx() ctx: FilesContext): Promise<number | null> {
    return quotaOf(ctx, ctx.viewer.organizationId, ctx.viewer.id);
  }
}

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => Folder, {
    nullable: true,
    description: 'What the team keeps together; null for those who are not in it.',
  })
  folder(@Ctx() ctx: RequestContext, @Root() team: Team): Promise<NodeAt | null> {
    return teamFolderOf(ctx, team.id);
  }
}
