import type { Page } from '@parley/kit';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { MatchArgs, TranscriptMatch, TranscriptMatchConnection } from './transcript-match.js';
import { type Match, findWords, meetingOfMatch } from './transcript-match.service.js';

@Resolver(() => TranscriptMatch)
export class TranscriptMatchResolver {
  @Query(() => TranscriptMatchConnection, {
    description: 'What was said with these words in meetings that the viewer was let into, the latest first.',
  })
  transcriptMatches(
    @Ctx() ctx: MeetingsContext,
    @Args(() => MatchArgs) args: MatchArgs,
  ): Promise<Page<Match>> {
    return findWords(ctx, args);
  }

  @FieldResolver(() => Meeting, { description: 'The meeting that they were said in.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: TranscriptMatch): Promise<MeetingRow> {
    return meetingOfMatch(ctx, meetingId);
  }
}
