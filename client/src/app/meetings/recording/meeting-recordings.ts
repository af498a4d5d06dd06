import { Component, type ElementRef, computed, effect, inject, input, viewChildren } from '@angular/core';
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
import { ContentPass } from '../../core/files/content-pass';
import { posterOf } from '../../core/files/poster';
import { isBeingChecked, isOpen } from '../../core/files/scan.rules';
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
import { FilmChecks } from './film-checks';
import { filmAt, filmsOf } from './film.rules';
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
  private readonly checks = inject(FilmChecks);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** A moment to go to once it can be played, in seconds from the beginning of the meeting; nothing for none. */
  readonly at = input<string>();

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
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  private readonly shown = computed(() => (this.found.hasValue() ? this.found.value() : null));
  private readonly page = computed(() => this.shown()?.recordings ?? null);
  protected readonly transcript = computed(() => this.shown()?.transcript ?? null);
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
  private readonly unchecked = computed(
    () => this.recordings().flatMap(({ file }) => (file && isBeingChecked(file) ? [file.id] : [])),
    { equal: (before, now) => before.join() === now.join() },
  );
  /** Which parts of the meeting can be played here. */
  readonly films = computed(() => filmsOf(this.recordings()));
  private readonly screens = viewChildren<ElementRef<HTMLVideoElement>>('film');
  protected readonly clock = clockText;
  protected readonly isBeingChecked = isBeingChecked;
  protected readonly isOpen = isOpen;
  protected readonly posterOf = posterOf;

  constructor() {
    // Subtitles are asked for without a header.
    inject(ContentPass);
    reloadWhenBack(this.found);
    effect((onCleanup) => {
      const checking = this.checks.follow(this.unchecked()).subscribe();
      onCleanup(() => {
        checking.unsubscribe();
      });
    });
    let gone: string | undefined;
    effect(() => {
      const at = this.at();
      // Once: whoever has played on is not taken back when something else of the meeting changes.
      if (at !== undefined && at !== gone && this.showAt(Number(at))) gone = at;
    });
  }

  /** Plays what was recorded of a moment, in seconds from the beginning of the meeting. */
  playAt(seconds: number): void {
    void this.showAt(seconds)?.play();
  }

  /** Shows what was recorded of a moment; nothing comes back where nothing was. */
  private showAt(seconds: number): HTMLVideoElement | undefined {
    const film = filmAt(this.films(), seconds);
    const screen = this.screens().find(
      ({ nativeElement }) => nativeElement.dataset['recording'] === film?.id,
    );
    if (!film || !screen) return undefined;
    const { nativeElement } = screen;
    nativeElement.scrollIntoView({ block: 'center' });
    nativeElement.currentTime = Math.max(0, seconds - film.from);
    return nativeElement;
  }

  /** The words of the meeting as subtitles of one film, counted from where it begins. */
  protected subtitles({ beginsAtSeconds }: RecordingCardFragment): string | null {
    const id = this.transcript()?.id;
    if (id === undefined || beginsAtSeconds == null) return null;
    return `/m/transcripts/${id}.vtt?since=${String(beginsAtSeconds)}`;
  }

  protected seek(film: HTMLVideoElement, seconds: number): void {
    film.currentTime = seconds;
    void film.play();
  }

  protected retry({ id }: RecordingCardFragment): void {
    void this.deeds.retry(id);
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
