import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { PageTitle } from '../../core/i18n/page-title';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import type { LocalMedia } from '../media/local-media';
import { PreJoin } from './pre-join';
import { RoomLine } from './room-line';
import { RoomSide } from './room-side';
import { RoomView } from './room-view';
import { RoomVisits } from './room-visits';
import { RoomWaiting } from './room-waiting';

/** One room: the look before one comes in, the lobby, the room itself, or that it is over. */
@Component({
  selector: 'app-room-page',
  imports: [
    Button,
    EmptyState,
    IconButton,
    Panes,
    PreJoin,
    RoomSide,
    RoomView,
    RoomWaiting,
    RouterLink,
    SheetHeader,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './room-page.html',
  styleUrl: './room-page.scss',
})
export class RoomPage {
  private readonly router = inject(Router);
  private readonly line = inject(RoomLine);
  private readonly visits = inject(RoomVisits);
  private readonly errors = inject(SayError);
  /** Guests have nothing but this meeting to go to. */
  protected readonly guest = inject(Session).guest;

  readonly meetingId = input.required<string>();
  /** Which panel stands beside the room, by the address. */
  readonly panel = input<string>();

  protected readonly visit = computed(() => this.visits.visitOf(this.meetingId()));
  private readonly ahead = rxResource({
    params: () => (this.visit() ? undefined : this.meetingId()),
    stream: ({ params }) => this.line.follow(params),
  });
  protected readonly room = computed(
    () => this.visit()?.room() ?? (this.ahead.hasValue() ? (this.ahead.value().data.meeting ?? null) : null),
  );
  protected readonly phase = computed(() => this.visit()?.phase() ?? null);
  protected readonly loading = computed(() => !this.visit() && this.ahead.isLoading() && !this.room());
  /** Camera and microphone before one comes in; the room goes on with them. */
  protected readonly media = signal<LocalMedia | null>(null);
  protected readonly coming = signal(false);
  protected readonly sideOpen = computed(() => this.phase() === 'in' && Boolean(this.panel()));
  protected readonly phonePane = computed(() => (this.sideOpen() ? 'side' : 'sheet'));

  constructor() {
    reloadWhenBack(this.ahead);
    const title = inject(PageTitle);
    effect(() => {
      const name = this.room()?.title;
      if (name) title.call(name);
    });
    effect(() => {
      const room = this.room();
      const isGoingIn = this.visits.moving() || this.phase() !== null;
      const isAhead = room !== null && !isGoingIn && room.state !== 'ENDED';
      untracked(() => {
        if (isAhead) this.look();
      });
    });
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      // Whoever came from elsewhere goes on with the keys of the room.
      if (this.phase() === 'in' && document.activeElement === document.body) {
        host.querySelector<HTMLElement>('#sheet')?.focus();
      }
    });
    inject(DestroyRef).onDestroy(() => {
      this.media()?.release();
    });
  }

  protected async join(): Promise<void> {
    const media = this.media();
    if (!media || this.coming()) return;
    this.coming.set(true);
    try {
      await this.visits.come(this.meetingId(), media);
      this.media.set(null);
    } catch (error) {
      // Locked, over, or the server is away: one stays before the door, and is told why.
      this.errors.toast(error);
    }
    this.coming.set(false);
  }

  protected again(): void {
    this.visits.forget();
  }

  protected leave(): void {
    const visit = this.visit();
    if (visit) void this.visits.leave(visit);
  }

  protected show(panel: string | null): void {
    void this.router.navigate([], { queryParams: { panel }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected back(): void {
    void this.router.navigateByUrl('/meetings');
  }

  /** Shows the viewer to themselves. */
  private look(): void {
    if (this.media()) return;
    const media = this.visits.newMedia();
    this.media.set(media);
    void media.begin(true);
  }
}
