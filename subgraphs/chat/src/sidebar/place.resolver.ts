import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { SetSidebarPlaceInput } from './place.inputs.js';
import { setSidebarPlace } from './place.service.js';
import { SidebarEntry } from './sidebar.js';

@Resolver(() => SidebarEntry)
export class SidebarPlaceResolver {
  @Mutation(() => SidebarEntry, {
    description: "Arranges the sidebar: the viewer's own, on all their devices.",
  })
  setSidebarPlace(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetSidebarPlaceInput, { description: 'What to do.' }) input: SetSidebarPlaceInput,
  ): Promise<SidebarEntry> {
    return setSidebarPlace(ctx, input);
  }
}
