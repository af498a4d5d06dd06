import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { File, Folder } from './node.js';
import { CreateFolderInput, UpdateFileInput, UpdateFolderInput } from './node.inputs.js';
import { createFolder, updateFile, updateFolder } from './node.service.js';
import type { NodeAt } from './node.table.js';
import { nodeInside } from './place.service.js';

const INPUT = { description: 'What to do.' };

@Resolver()
export class EditNodeResolver {
  @Mutation(() => Folder, { description: 'Creates a folder.' })
  async createFolder(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => CreateFolderInput, INPUT) input: CreateFolderInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await createFolder(ctx, input));
  }

  @Mutation(() => Folder, { description: 'Renames or moves a folder.' })
  async updateFolder(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => UpdateFolderInput, INPUT) input: UpdateFolderInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await updateFolder(ctx, input));
  }

  @Mutation(() => File, { description: 'Renames, moves, describes or tags a file.' })
  async updateFile(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => UpdateFileInput, INPUT) input: UpdateFileInput,
  ): Promise<NodeAt> {
    return nodeInside(ctx, await updateFile(ctx, input));
  }
}
