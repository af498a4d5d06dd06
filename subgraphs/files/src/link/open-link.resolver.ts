import { type Page, PageArgs, UrlScalar } from '@parley/kit';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { OpenShareLinkArgs } from './link.inputs.js';
import { SharedEntry, SharedEntryConnection, SharedNode } from './link.js';
import {
  type ShownEntry,
  type ShownNode,
  downloadOf,
  entriesOf,
  lookOf,
  openShareLink,
} from './open-link.service.js';

@Resolver(() => SharedNode)
export class OpenShareLinkResolver {
  @Query(() => SharedNode, {
    nullable: true,
    description:
      'What a link opens, for anybody who has it, with or without an account; null where it opens nothing.',
  })
  openShareLink(
    @Ctx() ctx: FilesContext,
    @Args(() => OpenShareLinkArgs) args: OpenShareLinkArgs,
  ): Promise<ShownNode | null> {
    return openShareLink(ctx, args);
  }

  @FieldResolver(() => SharedEntryConnection, {
    nullable: true,
    description: 'What is in it, folders first; null for a file, and until the password fits.',
  })
  children(
    @Ctx() ctx: FilesContext,
    @Root() shown: ShownNode,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ShownEntry> | null> {
    return entriesOf(ctx, shown, args);
  }
}

@Resolver(() => SharedEntry)
export class SharedEntryResolver {
  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description:
      'Where to download for as long as the link holds; null without that right, and before it is clean.',
  })
  url(@Root() entry: ShownEntry): string | null {
    return downloadOf(entry);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'A small picture of it; null where there is none.',
  })
  thumbnailUrl(@Ctx() ctx: FilesContext, @Root() entry: ShownEntry): Promise<string | null> {
    return lookOf(ctx, entry, 'THUMBNAIL');
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'A large picture of it, of a film one frame; null where there is none.',
  })
  async previewUrl(@Ctx() ctx: FilesContext, @Root() entry: ShownEntry): Promise<string | null> {
    return (await lookOf(ctx, entry, 'PREVIEW')) ?? lookOf(ctx, entry, 'POSTER');
  }
}
