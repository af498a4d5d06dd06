import { Component, computed, effect, inject, output, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { ChannelHoursDocument } from '../../../generated/graphql';
import { CallButtons } from '../../core/calls/call-buttons';
import { PluralPipe } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { DayStrip } from '../../ui/day-strip/day-strip';
import { GroupDayStrip } from '../../ui/day-strip/group-day-strip';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { injectNarrow } from '../../ui/panes/narrow';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { ChannelMeeting } from '../meeting/channel-meeting';
import { StartMeeting } from '../meeting/start-meeting';
import { LevelMenu } from '../notification/level-menu';
import { Presences } from '../presence/presence.store';
import { channelIcon } from '../sidebar/sidebar.rules';
import { Times } from '../time/times';
import { workMoment } from '../time/work-moment.rules';
import { ChannelStore } from './channel.store';
import { Conversation } from './conversation';

/** Pixels in which a name, the hours and every button stand side by side. */
const ROOM_FOR_ALL = 780;

/** The head of a conversation: what it is, who is at work now, and the way to its details. */
@Component({
  selector: 'app-channel-header',
  imports: [
    Avatar,
    CallButtons,
    ChannelMeeting,
    DayStrip,
    GroupDayStrip,
    Icon,
    IconButton,
    LevelMenu,
    MatMenuModule,
    PluralPipe,
    RouterLink,
    SheetHeader,
    StartMeeting,
    TranslocoPipe,
  ],
  templateUrl: './channel-header.html',
  styleUrl: './channel-header.scss',
})
export class ChannelHeader {
  private readonly apollo = inject(Apollo);
  private readonly presences = inject(Presences);
  protected readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);
  protected readonly times = inject(Times);
  protected readonly layout = inject(PaneLayout);
  protected readonly viewer = inject(Session).viewer;

  /** The beginning of a search in this conversation. */
  protected readonly searchHere = computed(() => `in:"${this.store.name().replaceAll('"', '')}" `);

  readonly back = output();

  private readonly narrow = injectNarrow(ROOM_FOR_ALL);
  /** Whether only what is used most stands at the head, and the rest in a menu. */
  protected readonly brief = computed(() => this.layout.phone() || this.narrow());

  protected readonly channel = this.store.channel;
  protected readonly peer = computed(() => this.channel()?.viewerEntry?.peer ?? null);
  protected readonly icon = computed(() => {
    const channel = this.channel();
    return channel ? channelIcon(channel) : 'hash';
  });
  protected readonly peerPresence = computed(() => {
    const peer = this.peer();
    return peer ? this.presences.stateOf(peer.id) : null;
  });
  protected readonly peerStatus = computed(() => {
    const peer = this.peer();
    const presence = peer && this.presences.of(peer.id);
    return [presence?.statusEmoji, presence?.statusText].filter(Boolean).join(' ');
  });
  /** Where the other person of two stands in their working day. */
  protected readonly peerMoment = computed(() => {
    const peer = this.peer();
    return peer ? workMoment(peer.workingHours, peer.timeZone, this.times.now(), peer.holidays) : 'working';
  });
  private readonly hours = rxResource({
    params: () => (this.channel() && !this.peer() ? this.store.channelId() : null) ?? undefined,
    stream: ({ params: channelId }) =>
      this.apollo
        .query({ query: ChannelHoursDocument, variables: { channelId } })
        .pipe(map(({ data }) => data?.channel?.members.nodes ?? [])),
  });
  /** The weeks of those members who have told theirs. */
  protected readonly weeks = computed(() =>
    this.hours.hasValue()
      ? this.hours.value().flatMap(({ user }) => (user && user.workingHours.length > 0 ? [user] : []))
      : [],
  );
  /** How many of them are in their working hours now; null while that is not worth saying. */
  protected readonly atWork = computed(() => {
    const weeks = this.weeks();
    if (weeks.length < 2) return null;
    const now = this.times.now();
    const working = weeks.filter(
      ({ workingHours, timeZone }) => workMoment(workingHours, timeZone, now) === 'working',
    );
    return { count: working.length, of: weeks.length };
  });

  constructor() {
    effect((onCleanup) => {
      const peer = this.peer();
      if (peer) onCleanup(untracked(() => this.presences.watch([peer.id])));
    });
  }

  protected togglePins(): void {
    if (this.conversation.panel()?.kind === 'pins') this.conversation.close();
    else this.conversation.open({ kind: 'pins' });
  }

  protected openDetails(): void {
    const peer = this.peer();
    if (peer) this.conversation.openPerson(peer.id);
    else this.conversation.toggleDetails();
  }
}
