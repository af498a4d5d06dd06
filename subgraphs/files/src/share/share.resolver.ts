import { CursorScalar, Deleted, type LogEvent, type Page, PageArgs, type RequestContext } from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { referToNode } from '../listing/listing.service.js';
import { asksTotal } from '../listing/total.js';
import { File, FileNode, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { User, Viewer, userOf } from '../person/user.js';
import { Channel, Grantee } from './grantee.js';
import { followSharing } from './share-live.service.js';
import { RevokeShareInput, ShareInput, UpdateShareInput } from './share.inputs.js';
import {
  isDrawn,
  listSharedWithMe,
  listShares,
  revokeShare,
  share,
  shareInside,
  updateShare,
} from './share.service.js';
import type { ShareRow } from './share.store.js';
import { Share, ShareConnection } from './share.js';
import { SharingSignal } from './sharing-signal.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => Share)
export class ShareResolver {
  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'What is shared; null where it is a folder above that the viewer does not see.',
  })
  item(@Ctx() ctx: RequestContext, @Root() { nodeId }: ShareRow): Promise<NodeAt | null> {
    return referToNode(ctx, nodeId);
  }

  @FieldResolver(() => Grantee, { nullable: true, description: 'With whom.' })
  grantee(@Root() { granteeId }: ShareRow): { readonly id: string } {
    return { id: granteeId };
  }

  @FieldResolver(() => Boolean, { description: 'Whether what they are shown has their name drawn in it.' })
  watermark(@Root() share: ShareRow): boolean {
    return isDrawn(share);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who shared it.' })
  sharedBy(@Root() { sharedById }: ShareRow): User | null {
    return userOf(sharedById);
  }

  @Mutation(() => Share, { description: 'Shares with a person or group; nobody gives more than they have.' })
  async share(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ShareInput, INPUT) input: ShareInput,
  ): Promise<ShareRow> {
    return shareInside(ctx, await share(ctx, input));
  }

  @Mutation(() => Share, { description: 'Changes a share.' })
  async updateShare(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UpdateShareInput, INPUT) input: UpdateShareInput,
  ): Promise<ShareRow> {
    return shareInside(ctx, await updateShare(ctx, input));
  }

  @Mutation(() => Deleted, {
    description: 'Ends a share; running downloads stop. Whoever was given something may give it back.',
  })
  async revokeShare(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RevokeShareInput, INPUT) input: RevokeShareInput,
  ): Promise<Deleted> {
    return { id: await revokeShare(ctx, input) };
  }
}

@Resolver(() => SharingSignal)
export class SharingSignalResolver {
  @Subscription(() => SharingSignal, {
    description:
      'Ephemeral: that something was shared with the viewer or a group of theirs, changed or taken back. ' +
      'It tells of nothing itself: read Viewer.sharedWithMe when it begins and at each signal.',
    subscribe: ({ context, args }: { context: RequestContext; args: { readonly after?: string | null } }) =>
      followSharing(context, args.after),
  })
  sharingSignals(
    @Root() row: LogEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): SharingSignal {
    return row;
  }
}

@Resolver(() => Viewer)
export class ViewerShareResolver {
  @FieldResolver(() => ShareConnection, {
    nullable: true,
    description:
      'What others shared with the viewer or a group of theirs, newest first; each thing once, by the share that was made last.',
  })
  sharedWithMe(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ShareRow>> {
    return listSharedWithMe(ctx, args, asksTotal(info));
  }
}

/** Who has a file by the channel that it was sent to. */
@Resolver(() => File)
export class FileChannelResolver {
  @FieldResolver(() => Channel, {
    nullable: true,
    description:
      'The channel that it was sent to, whose members may open it; null for all others, and where the channel is not seen.',
  })
  channel(@Root() { channelId }: NodeAt): Channel | null {
    return channelId === null ? null : { id: channelId };
  }
}

/** With whom files and folders are shared. */
function sharesResolver(type: typeof File | typeof Folder) {
  @Resolver(() => type)
  class SharesResolver {
    @FieldResolver(() => ShareConnection, {
      description:
        'Who has access, by a share of it or of a folder above, newest first; guests and customers see only what they were given.',
    })
    shares(
      @Ctx() ctx: RequestContext,
      @Root() { id }: NodeAt,
      @Args(() => PageArgs) args: PageArgs,
    ): Promise<Page<ShareRow>> {
      return listShares(ctx, id, args);
    }
  }
  return SharesResolver;
}

/** Shares of files and of folders. */
export const FileSharesResolver = sharesResolver(File);
export const FolderSharesResolver = sharesResolver(Folder);
