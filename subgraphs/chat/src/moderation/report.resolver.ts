import { CursorScalar, type LogEvent, type Page, type RequestContext } from '@parley/kit';
import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside, referToChannel } from '../channel/directory.service.js';
import { Message } from '../message/message.js';
import { referToMessage } from '../message/message.service.js';
import { User, userOf } from '../person/user.js';
import { decideReport } from './decision.service.js';
import { DecideReportInput, ModerationQueueArgs, ReportMessageInput } from './report.inputs.js';
import { ModerationReport, ModerationReportConnection } from './report.js';
import { followReports } from './report-live.service.js';
import { listReports, reportMessage } from './report.service.js';
import { ModerationSignal } from './report-signal.js';

@Resolver(() => ModerationReport)
export class ReportResolver {
  @Query(() => ModerationReportConnection, {
    description:
      'Reports that wait for a decision, the oldest first, where the viewer keeps order; ' +
      'decided ones, the latest first, when they are asked for.',
  })
  moderationQueue(
    @Ctx() ctx: RequestContext,
    @Args(() => ModerationQueueArgs) args: ModerationQueueArgs,
  ): Promise<Page<ModerationReport>> {
    return listReports(ctx, args);
  }

  @Mutation(() => ModerationReport, { description: 'Reports a message to those who keep order.' })
  reportMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ReportMessageInput, { description: 'What to do.' }) input: ReportMessageInput,
  ): Promise<ModerationReport> {
    return reportMessage(ctx, input);
  }

  @Mutation(() => ModerationReport, { description: 'Decides about a report.' })
  decideReport(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DecideReportInput, { description: 'What to do.' }) input: DecideReportInput,
  ): Promise<ModerationReport> {
    return decideReport(ctx, input);
  }

  @Subscription(() => ModerationSignal, {
    description:
      'Ephemeral: that reports were made or decided where the viewer keeps order. ' +
      'It tells of no report itself: read the queue when it begins and at each signal.',
    subscribe: ({ context, args }: { context: RequestContext; args: { readonly after?: string | null } }) =>
      followReports(context, args.after),
  })
  moderationSignals(
    @Root() row: LogEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): ModerationSignal {
    return row;
  }

  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'Where it was said; null where the viewer may not read it.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() report: ModerationReport): Promise<Channel | null> {
    return referToChannel(ctx, report.channelId);
  }

  @FieldResolver(() => String, { description: 'Name of the channel, also where the viewer may not read it.' })
  async channelName(@Ctx() ctx: RequestContext, @Root() report: ModerationReport): Promise<string> {
    return (await channelInside(ctx, report.channelId)).name;
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description: 'The message; null where the viewer may not read it, or when it is hidden or held.',
  })
  message(@Ctx() ctx: RequestContext, @Root() report: ModerationReport): Promise<Message | null> {
    return referToMessage(ctx, report.messageId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who wrote the message; null for a former member.',
  })
  author(@Root() report: ModerationReport): User | null {
    return userOf(report.authorId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who reported; null where a rule did.' })
  reportedBy(@Root() report: ModerationReport): User | null {
    return userOf(report.reportedById);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who decided; null while open.' })
  decidedBy(@Root() report: ModerationReport): User | null {
    return userOf(report.decidedById);
  }
}

@Resolver(() => ModerationSignal)
export class ModerationSignalResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Id of the report; null at first, and when the cursor is too old: the whole queue is to be read.',
  })
  reportId(@Root() { data }: ModerationSignal): string | null {
    return data.reportId ?? null;
  }
}
