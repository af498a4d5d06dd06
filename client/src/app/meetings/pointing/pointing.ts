import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { PointDocument, PointersDocument } from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import {
  AT_ONCE,
  EMPTY,
  type Move,
  SMOOTH,
  afterMove,
  afterTime,
  colourFor,
  isEmpty,
  linesOn,
  pointersOn,
  whereShared,
} from './board.rules';
import type { Spot } from './picture-place.rules';
import { type Told, TrailSender } from './trail-sender';

/** Where one points: a meeting of any kind, who is in it, and who of them shares a screen. */
export interface PointingScene {
  readonly meetingId: string;
  /** The viewer in it. */
  readonly ownId: string;
  readonly people: readonly { readonly id: string; readonly displayName: string }[];
  readonly sharers: readonly string[];
  /** Whether the viewer may point here. */
  readonly mayPoint: boolean;
}

/** All that is pointed at and drawn on the screens that are shared in one meeting, by the viewer and by everybody else. */
@Service({ autoProvided: false })
export class Pointing {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly pace = this.still.matches ? AT_ONCE : SMOOTH;
  private readonly board = signal(EMPTY);
  private readonly now = signal(performance.now());
  private readonly colours = signal<ReadonlyMap<string, number>>(new Map());
  private readonly onScreen = signal<string | null>(null);
  private readonly senders = new Map<string, TrailSender>();
  private frame = 0;

  /** Where it is pointed; null where nobody can. */
  readonly scene = signal<PointingScene | null>(null);
  /** Whose screen the viewer points at; null while they do not. */
  readonly on = this.onScreen.asReadonly();
  readonly mayPoint = computed(() => this.scene()?.mayPoint ?? false);
  readonly ownId = computed(() => this.scene()?.ownId ?? null);

  private readonly sharers = computed(() => new Set(this.scene()?.sharers ?? []));
  private readonly names = computed(
    () => new Map((this.scene()?.people ?? []).map(({ id, displayName }) => [id, displayName])),
  );
  private readonly listened = computed(() =>
    this.sharers().size > 0 ? (this.scene()?.meetingId ?? null) : null,
  );

  constructor() {
    effect((onCleanup) => {
      const meetingId = this.listened();
      if (meetingId === null) return;
      const heard = untracked(() => this.listen(meetingId));
      onCleanup(() => {
        heard.unsubscribe();
      });
    });
    effect(() => {
      const [sharers, present] = [this.sharers(), new Set(this.names().keys())];
      const isOver = !sharers.has(this.onScreen() ?? '') || !this.mayPoint();
      untracked(() => {
        this.board.update((board) => whereShared(board, sharers, present));
        if (isOver) this.onScreen.set(null);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      cancelAnimationFrame(this.frame);
    });
  }

  /** Begins to point at somebody's screen, or ends it wherever it was. */
  toggle(sharerId: string): void {
    this.onScreen.update((on) => (on === null && this.mayPoint() ? sharerId : null));
  }

  leave(): void {
    this.onScreen.set(null);
  }

  /** The viewer is there, and draws this line or none. */
  move(sharerId: string, spots: readonly Spot[], stroke: string | null): void {
    const last = spots.at(-1);
    const participantId = this.ownId();
    if (!last || participantId === null) return;
    this.place({ participantId, sharerId, ...last, stroke, via: spots.slice(0, -1), done: false }, AT_ONCE);
    const sender = this.senderTo(sharerId);
    for (const spot of spots) sender.add(spot, stroke);
  }

  /** The viewer points no longer, where they had begun to. */
  end(sharerId: string): void {
    const own = this.pointersOn(sharerId).find(({ participantId }) => participantId === this.ownId());
    if (!own) return;
    const { participantId, x, y } = own;
    this.place({ participantId, sharerId, x, y, stroke: null, via: [], done: true }, AT_ONCE);
    this.senderTo(sharerId).end({ x, y });
  }

  pointersOn(sharerId: string): ReturnType<typeof pointersOn> {
    return pointersOn(this.board(), sharerId, this.now(), this.pace);
  }

  linesOn(sharerId: string): ReturnType<typeof linesOn> {
    return linesOn(this.board(), sharerId, this.now(), this.pace);
  }

  nameOf(participantId: string): string {
    return this.names().get(participantId) ?? '';
  }

  colourOf(participantId: string): number {
    return this.colours().get(participantId) ?? colourFor(participantId, new Set());
  }

  private listen(meetingId: string): { readonly unsubscribe: () => void } {
    return ephemeral(this.apollo, { query: PointersDocument, variables: { meetingId } }).subscribe(
      ({ meetingSignals: heard }) => {
        if (heard.__typename !== 'PointerMoved') return;
        // One's own is shown before anybody hears of it.
        if (heard.participantId !== this.ownId()) this.place({ ...heard, stroke: heard.stroke ?? null });
      },
    );
  }

  private place(move: Move, pace = this.pace): void {
    // What comes late, of a screen that is not shared any more, is not shown.
    if (!this.sharers().has(move.sharerId)) return;
    const now = performance.now();
    this.colours.update((colours) => {
      if (colours.has(move.participantId)) return colours;
      const colour = colourFor(move.participantId, new Set(colours.values()));
      return new Map(colours).set(move.participantId, colour);
    });
    this.board.update((board) => afterMove(board, move, now, pace));
    this.now.set(now);
    this.play();
  }

  /** Time goes on for as long as there is anything to see of it. */
  private play(): void {
    cancelAnimationFrame(this.frame);
    if (isEmpty(this.board())) return;
    this.frame = requestAnimationFrame(() => {
      const now = performance.now();
      this.now.set(now);
      this.board.update((board) => afterTime(board, now, this.pace));
      this.play();
    });
  }

  private senderTo(sharerId: string): TrailSender {
    const sender = this.senders.get(sharerId) ?? new TrailSender((told) => this.tell(sharerId, told));
    this.senders.set(sharerId, sender);
    return sender;
  }

  private async tell(sharerId: string, { via, ...told }: Told): Promise<void> {
    const participantId = this.ownId();
    if (participantId === null) return;
    const input = { participantId, sharerId, ...told, via: [...via], key: crypto.randomUUID() };
    try {
      await change(this.apollo, PointDocument, { input });
    } catch (error) {
      // Not shared any more, or the line is broken: where somebody pointed a moment ago is not said again.
      if (!errorCodes(error).includes('FORBIDDEN')) return;
      this.leave();
      this.errors.toast(error);
    }
  }
}
