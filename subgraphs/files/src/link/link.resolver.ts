import { type Page, type RequestContext, UrlScalar } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { referToNode } from '../listing/listing.service.js';
import { File, FileNode, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { User, userOf } from '../person/user.js';
import {
  CreateShareLinkInput,
  RevokeShareLinkInput,
  ShareLinksArgs,
  UpdateShareLinkInput,
} from './link.inputs.js';
import { ShareLink, ShareLinkConnection } from './link.js';
import {
  addressOfLink,
  createShareLink,
  isDrawn,
  linkInside,
  linksOf,
  listLinks,
  revokeShareLink,
  updateShareLink,
} from './link.service.js';
import type { LinkRow } from './link.store.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => ShareLink)
export class ShareLinkResolver {
  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'What it opens; null where the viewer does not see that.',
  })
  item(@Ctx() ctx: RequestContext, @Root() { nodeId }: LinkRow): Promise<NodeAt | null> {
    return referToNode(ctx, nodeId);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'The link, to be sent; null for those who may not share.',
  })
  url(@Ctx() ctx: FilesContext, @Root() link: LinkRow): Promise<string | null> {
    return addressOfLink(ctx, link);
  }

  @FieldResolver(() => Boolean, { description: 'Whether what it shows has drawn in it for whom it is.' })
  watermark(@Root() link: LinkRow): boolean {
    return isDrawn(link);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it asks for a password.' })
  hasPassword(@Root() { passwordHash }: LinkRow): boolean {
    return passwordHash !== null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() { createdById }: LinkRow): User | null {
    return userOf(createdById);
  }

  @Query(() => ShareLinkConnection, {
    description: "Links that the viewer made or that lead to what is theirs; everybody's for administrators.",
  })
  shareLinks(
    @Ctx() ctx: RequestContext,
    @Args(() => ShareLinksArgs) { liveOnly, ...args }: ShareLinksArgs,
  ): Promise<Page<LinkRow>> {
    return listLinks(ctx, liveOnly ?? false, args);
  }

  @Mutation(() => ShareLink, { description: 'Makes a link.' })
  async createShareLink(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => CreateShareLinkInput, INPUT) input: CreateShareLinkInput,
  ): Promise<LinkRow> {
    return linkInside(ctx, await createShareLink(ctx, input));
  }

  @Mutation(() => ShareLink, { description: 'Changes a link.' })
  async updateShareLink(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => UpdateShareLinkInput, INPUT) input: UpdateShareLinkInput,
  ): Promise<LinkRow> {
    return linkInside(ctx, await updateShareLink(ctx, input));
  }

  @Mutation(() => ShareLink, { description: 'Ends a link; running downloads stop.' })
  async revokeShareLink(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => RevokeShareLinkInput, INPUT) input: RevokeShareLinkInput,
  ): Promise<LinkRow> {
    return linkInside(ctx, await revokeShareLink(ctx, input));
  }
}

/** Links that lead to files and folders. */
function linksResolver(type: typeof File | typeof Folder) {
  @Resolver(() => type)
  class LinksResolver {
    @FieldResolver(() => [ShareLink], {
      description:
        'Links that lead to it at this moment, also by a folder above, for those who may share it, and none for others; at most 100.',
    })
    links(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<readonly LinkRow[]> {
      return linksOf(ctx, id);
    }
  }
  return LinksResolver;
}

/** Links to files and to folders. */
export const FileLinksResolver = linksResolver(File);
export const FolderLinksResolver = linksResolver(Folder);
