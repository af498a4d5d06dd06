import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { map } from 'rxjs';
import {
  MeetingCaptionEventsDocument,
  MeetingCaptionsDocument,
  type MeetingCaptionsQuery,
} from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Icon } from '../../ui/icon/icon';
import { type CaptionLine, afterTime, afterWords } from './caption-lines.rules';
import { CaptionsShown } from './captions-shown';
import { OwnCaptions } from './own-captions';

/** How often it is looked what has been read, in milliseconds. */
const LOOK_MS = 500;

/** What is being said in a room, in writing, where its captions are on; and the way to have one's own words written down. */
@Component({
  selector: 'app-captions-strip',
  imports: [Icon, TranslocoPipe],
  providers: [provideTranslocoScope('records'), OwnCaptions],
  templateUrl: './captions-strip.html',
  styleUrl: './captions-strip.scss',
})
export class CaptionsStrip {
  private readonly live = inject(Live);
  protected readonly own = inject(OwnCaptions);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** Id of the viewer's participant; null while they are not in. */
  readonly participant = input<string | null>(null);
  /** Whether their microphone is on: who is muted is not listened to. */
  readonly speaks = input(false);

  private readonly shown = signal<readonly CaptionLine[]>([]);
  protected readonly lines = this.shown.asReadonly();
  private readonly wished = signal(false);
  protected readonly wishes = this.wished.asReadonly();
  protected readonly reads = inject(CaptionsShown).shown;

  private readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: MeetingCaptionsDocument,
          variables: { meetingId },
          event: MeetingCaptionEventsDocument,
          cursorOf: ({ meeting }: MeetingCaptionsQuery) => meeting?.captionsCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: (data, event) => {
            if (event.__typename === 'TranscriptGrew') {
              this.shown.update((lines) => afterWords(lines, event.segment, Date.now()));
            }
            return data;
          },
        })
        .pipe(map(({ data }) => data.meeting?.settings.captions ?? false)),
  });
  protected readonly on = computed(() => this.found.hasValue() && this.found.value());

  constructor() {
    reloadWhenBack(this.found);
    const timer = setInterval(() => {
      this.shown.update((lines) => afterTime(lines, Date.now()));
    }, LOOK_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.own.end();
    });
    effect(() => {
      if (this.on()) untracked(() => void this.own.look());
    });
    effect(() => {
      const participantId = this.participant();
      const listens = this.on() && this.wished() && this.speaks() && participantId !== null;
      untracked(() => {
        if (listens) void this.own.begin(participantId);
        else this.own.end();
      });
    });
  }

  protected toggle(): void {
    this.wished.update((wished) => !wished);
  }
}
