import type { RequestContext } from '@parley/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { File } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { viewerWatermark } from './watermark.service.js';

@Resolver(() => File)
export class WatermarkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What is drawn in all that the viewer is shown of it: then only pictures are given. Null where nothing is.',
  })
  viewerWatermark(@Ctx() ctx: RequestContext, @Root() file: NodeAt): Promise<string | null> {
    return viewerWatermark(ctx, file);
  }
}
