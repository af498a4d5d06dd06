import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { filter, map } from 'rxjs';
import {
  MeetingRecordingsDocument,
  type MeetingRecordingsQuery,
  type RecordingCardFragment,
  RoomRecordingEventsDocument,
} from '../../../generated/graphql';
import { furtherPages } from '../../core/graphql/further-pages';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { ShowMore } from '../../ui/show-more/show-more';
import { clockText } from '../../ui/time/length';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { RecordingDeeds } from './recording-deeds';

/** What was recorded of a meeting: played here with its chapters, or where it stands until it can be. */
@Component({
  selector: 'app-meeting-recordings',
  imports: [Button, Chip, DayAndTimePipe, Icon, RouterLink, ShowMore, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  templateUrl: './meeting-recordings.html',
  styleUrl: './meeting-recordings.scss',
})
export class MeetingRecordings {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);
  private readonly deeds = inject(RecordingDeeds);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: MeetingRecordingsDocument,
          variables: { meetingId },
          event: RoomRecordingEventsDocument,
          cursorOf: ({ meeting }: MeetingRecordingsQuery) => meeting?.recordingsCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, { __typename }) => (__typename === 'RecordingChanged' ? 'reread' : data),
        })
        .pipe(map(({ data }) => data.meeting?.recordings ?? null)),
  });
  private readonly page = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly further = furtherPages(this.page, () => ({
    fetchMore: ({ variables }) =>
      this.apollo.client.query({
        query: MeetingRecordingsDocument,
        variables: { meetingId: this.meeting(), ...variables },
        fetchPolicy: 'network-only',
      }),
  }));
  /** What nobody agreed to left nothing behind, and is not shown. */
  protected readonly recordings = computed(() =>
    (this.page()?.nodes ?? []).filter(({ state }) => state !== 'REFUSED'),
  );
  protected readonly clock = clockText;

  constructor() {
    reloadWhenBack(this.found);
  }

  protected seek(film: HTMLVideoElement, seconds: number): void {
    film.currentTime = seconds;
    void film.play();
  }

  protected remove({ id }: RecordingCardFragment): void {
    this.dialogs
      .ask({
        title: this.texts.translate('recording.list.deleteTitle'),
        text: this.texts.translate('recording.list.deleteText'),
        confirm: this.texts.translate('recording.list.delete'),
        danger: true,
      })
      .pipe(filter(Boolean))
      .subscribe(() => void this.deeds.remove(id));
  }
}
