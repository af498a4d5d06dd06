import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { FileNode } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { nodeInside } from '../node/place.service.js';
import { SetFavoriteInput } from './favorite.inputs.js';
import { setFavorite } from './favorite.service.js';

@Resolver()
export class FavoriteResolver {
  @Mutation(() => FileNode, { description: 'Marks a file or folder.' })
  async setFavorite(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetFavoriteInput, { description: 'What to do.' }) input: SetFavoriteInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await setFavorite(ctx, input));
  }
}
