import { DateTimeScalar, type RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { SidebarEntry, Viewer } from '../sidebar/sidebar.js';
import { NotificationLevel } from './level.js';
import { SetNotificationLevelInput, SetQuietHoursInput } from './notification.inputs.js';
import {
  levelOf,
  mutedNow,
  quietHours,
  setNotificationLevel,
  setQuietHours,
} from './notification.service.js';
import { QuietHours } from './quiet-hours.js';

const WHAT_TO_DO = { description: 'What to do.' };

@Resolver(() => SidebarEntry)
export class EntryLevelResolver {
  @Mutation(() => SidebarEntry, {
    description: 'Chooses what to be told about in a channel or a thread; for the viewer alone.',
  })
  setNotificationLevel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetNotificationLevelInput, WHAT_TO_DO) input: SetNotificationLevelInput,
  ): Promise<SidebarEntry> {
    return setNotificationLevel(ctx, input);
  }

  @FieldResolver(() => NotificationLevel, {
    description:
      'What they are told about: every message of a conversation of two, else mentions, unless chosen.',
  })
  level(
    @Ctx() ctx: RequestContext,
    @Root() entry: SidebarEntry,
  ): NotificationLevel | Promise<NotificationLevel> {
    return levelOf(ctx, entry);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Silent until then, whatever the level; null when it is not.',
  })
  mutedUntil(@Root() entry: SidebarEntry): Date | null {
    return mutedNow(entry.mutedUntil);
  }
}

@Resolver(() => Viewer)
export class QuietHoursResolver {
  @Mutation(() => QuietHours, { description: 'Chooses when not to be told.' })
  setQuietHours(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetQuietHoursInput, WHAT_TO_DO) input: SetQuietHoursInput,
  ): Promise<QuietHours> {
    return setQuietHours(ctx, input);
  }

  @FieldResolver(() => QuietHours, { nullable: true, description: 'When not to be told.' })
  quietHours(@Ctx() ctx: RequestContext): Promise<QuietHours> {
    return quietHours(ctx);
  }
}
