import { UrlScalar } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { RotateMeetingLinkInput } from './link.inputs.js';
import { linkFor, meetingByLink, rotateMeetingLink } from './link.service.js';
import { MeetingLobby } from './meeting-lobby.js';

@Resolver(() => Meeting)
export class LinkResolver {
  @Query(() => MeetingLobby, {
    nullable: true,
    description: 'What whoever holds a link sees before they come in; null where it opens nothing.',
  })
  meetingByLink(
    @Ctx() ctx: MeetingsContext,
    @Arg('token', () => String, { description: 'The secret part of the link.' }) token: string,
  ): Promise<MeetingLobby | null> {
    return meetingByLink(ctx, token);
  }

  @Mutation(() => Meeting, { description: 'Makes the old link useless; whoever is in stays in.' })
  rotateMeetingLink(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RotateMeetingLinkInput, { description: 'What to do.' }) input: RotateMeetingLinkInput,
  ): Promise<MeetingRow> {
    return rotateMeetingLink(ctx, input);
  }

  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description:
      'Link that lets people of the organisation in, and guests where they may come; null for those who may not invite.',
  })
  link(@Ctx() ctx: MeetingsContext, @Root() meeting: MeetingRow): Promise<string | null> {
    return linkFor(ctx, meeting);
  }
}
