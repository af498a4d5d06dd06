import { Args, Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { Participant, Quality } from '../participant/participant.js';
import { participantInside } from '../participant/participant.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { QualityDropped } from './quality-events.js';
import { ParticipantQuality, QualityReport, SamplesArgs } from './quality-report.js';
import { reportOf, samplesOf, worstOf } from './quality-report.service.js';

@Resolver(() => Meeting)
export class MeetingQualityResolver {
  @FieldResolver(() => QualityReport, {
    nullable: true,
    description: 'How connections were, while it lasts and after it; null where nothing was measured.',
  })
  qualityReport(@Ctx() ctx: MeetingsContext, @Root() meeting: Meeting): Promise<QualityReport | null> {
    return reportOf(ctx, meeting.id);
  }
}

@Resolver(() => QualityReport)
export class QualityReportResolver {
  @FieldResolver(() => [ParticipantQuality], {
    description: 'Those with the worst connection on average, the worst first; at most 10.',
  })
  worst(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: QualityReport): Promise<ParticipantQuality[]> {
    return worstOf(ctx, meetingId);
  }

  @FieldResolver(() => [Quality], {
    description: 'On average over time, steps in which nothing was measured left out; at most 1,000.',
  })
  samples(
    @Ctx() ctx: MeetingsContext,
    @Root() { meetingId }: QualityReport,
    @Args(() => SamplesArgs) args: SamplesArgs,
  ): Promise<Quality[]> {
    return samplesOf(ctx, meetingId, args);
  }
}

@Resolver(() => ParticipantQuality)
export class ParticipantQualityResolver {
  @FieldResolver(() => Participant, { description: 'Who.' })
  participant(
    @Ctx() ctx: MeetingsContext,
    @Root() { participantId }: ParticipantQuality,
  ): Promise<ParticipantRow> {
    return participantInside(ctx, participantId);
  }
}

@Resolver(() => QualityDropped)
export class QualityDroppedResolver {
  @FieldResolver(() => Participant, { description: 'Whose.' })
  participant(@Ctx() ctx: MeetingsContext, @Root() { data }: QualityDropped): Promise<ParticipantRow> {
    return participantInside(ctx, data.participantId);
  }

  @FieldResolver(() => Float, { description: 'Mean opinion score, 1 to 5, that was measured then.' })
  score(@Root() { data }: QualityDropped): number {
    return data.score;
  }
}
