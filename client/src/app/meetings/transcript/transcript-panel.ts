import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  ImportTranscriptDocument,
  MeetingTranscriptDocument,
  MeetingTranscriptEventsDocument,
  type MeetingTranscriptQuery,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { ContentPass } from '../../core/files/content-pass';
import { change } from '../../core/graphql/change';
import { furtherPages } from '../../core/graphql/further-pages';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Toasts } from '../../core/toast/toasts';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MessageSeparator } from '../../ui/message-separator/message-separator';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { formatLocale } from '../../ui/time/format-locale';
import { clockText } from '../../ui/time/length';
import { clockTime } from '../../ui/time/time';
import { RelativeDayPipe } from '../../ui/time/time-pipes';
import { type FilmSpan, filmAt } from '../recording/film.rules';
import { afterTranscriptEvent, mayBring, momentAfter, turnsOf } from './transcript.rules';
import { WordsBegin } from './words-begin';

type Shown = NonNullable<MeetingTranscriptQuery['meeting']>;

/** More than any request takes, in bytes. */
const MOST_BYTES = 1_000_000;

/** What was said in a meeting, by whom and when: looked through, brought from a file, and taken along. */
@Component({
  selector: 'app-transcript-panel',
  imports: [
    Avatar,
    Button,
    EmptyState,
    ErrorState,
    Field,
    Icon,
    Input,
    MessageSeparator,
    RelativeDayPipe,
    ShowMore,
    Skeleton,
    TranslocoPipe,
  ],
  providers: [provideTranslocoScope('records')],
  templateUrl: './transcript-panel.html',
  styleUrl: './transcript-panel.scss',
})
export class TranscriptPanel {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** What can be played that a place in the words leads to. */
  readonly films = input<readonly FilmSpan[]>([]);
  /** A place was pressed, in seconds from the beginning of the meeting. */
  readonly sought = output<number>();

  protected readonly words = signal('');
  private readonly wanted = computed(() => this.words().trim() || null);
  protected readonly importing = signal(false);

  protected readonly found = rxResource({
    params: () => ({ meetingId: this.meeting(), text: this.wanted() }),
    stream: ({ params }) =>
      this.live
        .follow({
          query: MeetingTranscriptDocument,
          variables: params,
          event: MeetingTranscriptEventsDocument,
          eventVariables: { meetingId: params.meetingId },
          cursorOf: ({ meeting }: MeetingTranscriptQuery) => meeting?.transcriptCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, event) => afterTranscriptEvent(data, event, params.text !== null),
        })
        .pipe(map(({ data }) => data.meeting ?? null)),
  });
  /** What was found last stays while other words are looked for. */
  private readonly shown = linkedSignal<Shown | null, Shown | null>({
    source: () => (this.found.hasValue() ? this.found.value() : null),
    computation: (now, last) => {
      const before = last?.value ?? null;
      return now ?? (before?.id === this.meeting() ? before : null);
    },
  });
  protected readonly transcript = computed(() => this.shown()?.transcript ?? null);
  private readonly page = computed(() => this.transcript()?.segments ?? null);
  /** What its hours and days are told by, in a room that stays for years; of every other its length says more. */
  private readonly countedFrom = computed(() =>
    this.shown()?.kind === 'PERMANENT' ? this.transcript()?.countedFrom : null,
  );
  protected readonly turns = computed(() => turnsOf(this.page()?.nodes ?? [], this.countedFrom()));
  protected readonly mayBring = computed(() => {
    const meeting = this.shown();
    return meeting !== null && mayBring(meeting);
  });
  protected readonly isSealed = computed(() => this.shown()?.encryption === 'END_TO_END');
  /** Where nobody hears recordings, and nothing was said that anybody wrote down. */
  protected readonly hasNoProvider = computed(() => {
    const meeting = this.shown();
    return meeting?.transcriptionMissing != null && !meeting.transcript && !this.isSealed();
  });
  protected readonly file = computed(() => {
    const id = this.transcript()?.id;
    return id === undefined ? null : `/m/transcripts/${id}.vtt`;
  });
  protected readonly further = furtherPages(this.page, () => ({
    fetchMore: ({ variables }) =>
      this.apollo.client.query({
        query: MeetingTranscriptDocument,
        variables: { meetingId: this.meeting(), text: this.wanted(), ...variables },
        fetchPolicy: 'network-only',
      }),
  }));

  constructor() {
    // What is taken along is asked for without a header.
    inject(ContentPass);
    reloadWhenBack(this.found);
  }

  /** Where words stand: by the clock in a room that stays, by how long it had been going on in every other. */
  protected placeOf(seconds: number): string {
    const at = momentAfter(this.countedFrom(), seconds);
    return at ? clockTime(at, formatLocale(this.texts.activeLang())) : clockText(seconds);
  }

  protected isFilmed(seconds: number): boolean {
    return filmAt(this.films(), seconds) !== undefined;
  }

  protected look(event: Event): void {
    this.words.set((event.target as HTMLInputElement).value);
  }

  /** The text of the file goes with the request: whoever has the file may say what is in it. */
  protected async bring(event: Event): Promise<void> {
    const box = event.target as HTMLInputElement;
    const [file] = box.files ?? [];
    box.value = '';
    if (!file || this.importing()) return;
    const startsAt = await this.beginning(file);
    if (startsAt === undefined) return;
    this.importing.set(true);
    try {
      // What is longer is refused by its beginning.
      const text = await file.slice(0, MOST_BYTES).text();
      const input = { meetingId: this.meeting(), text, startsAt, key: crypto.randomUUID() };
      await change(this.apollo, ImportTranscriptDocument, { input });
      this.toasts.done(this.texts.translate('records.transcript.imported'));
      this.found.reload();
    } catch (error) {
      // What is wrong with the file is said with its line.
      this.errors.toast(error);
    } finally {
      this.importing.set(false);
    }
  }

  /** When what a file says begins: whoever brings it is asked in a room that stays; undefined where they say nothing. */
  private async beginning(file: File): Promise<string | null | undefined> {
    const meeting = this.shown();
    if (meeting?.kind !== 'PERMANENT') return null;
    const likely = meeting.startedAt ?? new Date(file.lastModified).toISOString();
    return firstValueFrom(this.dialogs.open<string>(WordsBegin, likely, 'question').closed);
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }
}
