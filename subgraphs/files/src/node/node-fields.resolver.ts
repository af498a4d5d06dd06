import { Action, CursorScalar, type RequestContext, streamCursor } from '@parley/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { nodeStream } from '../events.js';
import { isFavorite } from '../favorite/favorite.service.js';
import { Region, User, userOf } from '../person/user.js';
import { actionsFor, ownerOf } from './fields.service.js';
import { File, Folder } from './node.js';
import type { NodeAt } from './node.table.js';

/** What files and folders have in common. */
function commonResolver(type: typeof File | typeof Folder) {
  @Resolver(() => type)
  class CommonResolver {
    @FieldResolver(() => User, {
      nullable: true,
      description: 'Whose it is; null for what belongs to a team.',
    })
    owner(@Root() node: NodeAt): User | null {
      return userOf(ownerOf(node));
    }

    @FieldResolver(() => Region, { nullable: true, description: 'Where its data must stay.' })
    region(@Root() { region }: NodeAt): Region | null {
      return region === null ? null : { code: region };
    }

    @FieldResolver(() => CursorScalar, {
      description: 'Position of the live stream that this answer is exact at.',
    })
    liveCursor(@Root() { id, liveSeq }: NodeAt): string {
      return streamCursor(nodeStream(id), liveSeq);
    }

    @FieldResolver(() => Boolean, { description: 'Whether the viewer marked it.' })
    viewerFavorite(@Ctx() ctx: RequestContext, @Root() { id }: NodeAt): Promise<boolean> {
      return isFavorite(ctx, id);
    }

    @FieldResolver(() => [Action], { description: 'What the viewer may do with it.' })
    viewerCan(@Ctx() ctx: RequestContext, @Root() node: NodeAt): Promise<Action[]> {
      return actionsFor(ctx, node);
    }
  }
  return CommonResolver;
}

/** What files and folders have in common, once for each. */
export const CommonFileResolver = commonResolver(File);
export const CommonFolderResolver = commonResolver(Folder);
