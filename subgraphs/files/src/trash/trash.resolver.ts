import { Deleted, type RequestContext } from '@parley/kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { FileNode } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { nodeInside } from '../node/place.service.js';
import { DeleteForeverInput, RestoreFromTrashInput, TrashInput } from './trash.inputs.js';
import { deleteForever, restoreFromTrash, trash } from './trash.service.js';

const INPUT = { description: 'What to do.' };

const asTheyAre = (ctx: RequestContext, ids: readonly string[]): Promise<NodeAt[]> =>
  Promise.all(ids.map((id) => nodeInside(ctx, id)));

@Resolver()
export class TrashResolver {
  @Mutation(() => [FileNode], { description: 'Moves files and folders to the trash; at most 100.' })
  async trash(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => TrashInput, INPUT) input: TrashInput,
  ): Promise<NodeAt[]> {
    return asTheyAre(ctx, await trash(ctx, input));
  }

  @Mutation(() => [FileNode], { description: 'Brings them back; at most 100.' })
  async restoreFromTrash(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => RestoreFromTrashInput, INPUT) input: RestoreFromTrashInput,
  ): Promise<NodeAt[]> {
    return asTheyAre(ctx, await restoreFromTrash(ctx, input));
  }

  @Mutation(() => [Deleted], { description: 'Removes them for good; at most 100.' })
  async deleteForever(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteForeverInput, INPUT) input: DeleteForeverInput,
  ): Promise<Deleted[]> {
    return (await deleteForever(ctx, input)).map((id) => ({ id }));
  }
}
