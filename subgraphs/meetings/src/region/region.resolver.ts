import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { MediaRegion, SaveMediaRegionInput } from './media-region.js';
import { MediaPlacement } from './placement.js';
import type { MediaRegionRow } from './media-region.table.js';
import {
  isHealthy,
  listMediaRegions,
  placementOfMeeting,
  placeOfMeeting,
  regionOfMeeting,
  saveMediaRegion,
} from './region.service.js';

@Resolver(() => MediaRegion)
export class MediaRegionResolver {
  @Query(() => [MediaRegion], { description: 'Where the media of rooms can run; at most 50.' })
  mediaRegions(@Ctx() ctx: MeetingsContext): Promise<MediaRegionRow[]> {
    return listMediaRegions(ctx);
  }

  @Mutation(() => MediaRegion, { description: 'Adds a media region or changes it; for who manages media.' })
  saveMediaRegion(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SaveMediaRegionInput, { description: 'What to do.' }) input: SaveMediaRegionInput,
  ): Promise<MediaRegionRow> {
    return saveMediaRegion(ctx, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its media server answers.' })
  healthy(@Ctx() ctx: MeetingsContext, @Root() { code }: MediaRegion): boolean {
    return isHealthy(ctx, code);
  }
}

@Resolver(() => Meeting)
export class PlacedMeetingResolver {
  @FieldResolver(() => MediaRegion, {
    nullable: true,
    description: 'Where its media runs now; null between devices, and before anybody has a seat.',
  })
  mediaRegion(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<MediaRegionRow | null> {
    return regionOfMeeting(ctx, id);
  }

  @FieldResolver(() => MediaPlacement, {
    nullable: true,
    description: 'Why its media runs there; null where it runs nowhere, and where nobody noted it.',
  })
  mediaPlacement(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<MediaPlacement | null> {
    return placementOfMeeting(ctx, id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why there, in an English sentence.',
    deprecationReason: 'Say mediaPlacement in the language of whoever reads it; goes after 2027-06-30.',
  })
  async mediaRegionBecause(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<string | null> {
    return (await placeOfMeeting(ctx, id))?.because ?? null;
  }
}
