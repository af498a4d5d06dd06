import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { readNode } from '../listing/listing.service.js';
import { File } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { RescanFileInput } from './rescan.inputs.js';
import { rescanFile } from './rescan.service.js';
import { Rendition, RenditionKind } from './rendition.js';
import { renditionOf, renditionsOf, scanReasonOf } from './rendition.service.js';

@Resolver(() => File)
export class FileRenditionResolver {
  @FieldResolver(() => [Rendition], { description: 'Thumbnails and previews; at most 20.' })
  renditions(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<Rendition[]> {
    return renditionsOf(ctx, file.id);
  }

  @FieldResolver(() => Rendition, {
    nullable: true,
    description: 'The one of that kind; of pages the first.',
  })
  rendition(
    @Ctx() ctx: RequestContext,
    @Root() file: NodeAt,
    @Arg('kind', () => RenditionKind, { description: 'What kind it is.' }) kind: RenditionKind,
  ): Promise<Rendition | null> {
    return renditionOf(ctx, file.id, kind);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it is locked away, or was let through unscanned, in a sentence.',
  })
  scanBecause(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<string | null> {
    return scanReasonOf(ctx, file.id);
  }

  @Mutation(() => File, { description: 'Scans for viruses again, and looks into the file anew.' })
  async rescanFile(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => RescanFileInput, { description: 'What to do.' }) input: RescanFileInput,
  ): Promise<NodeAt> {
    return readNode(ctx, 'file', await rescanFile(ctx, input));
  }
}
