import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { handPlaces } from '../people-panel/people.rules';
import { Icon } from '../../ui/icon/icon';
import { Pointing } from '../pointing/pointing';
import { mayReact } from '../reactions/rising.rules';
import { type Wish, afterComings, broughtForward, frontOf, largeOf, stageOf } from './arrangement.rules';
import { isOnScreen } from './on-screen';
import { RoomTile, type RoomTileView } from './room-tile';
import { tilesOf } from './room-tiles';
import type { RoomVisit } from './room-visit';
import type { Box } from './tile-grid.rules';

/** Everybody in a room in their places, page by page; what is not on screen is not received. */
@Component({
  selector: 'app-room-stage',
  imports: [Icon, RoomTile, TranslocoPipe],
  providers: [Pointing],
  templateUrl: './room-stage.html',
  styleUrl: './room-stage.scss',
})
export class RoomStage {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly box = signal<Box>({ width: 0, height: 0 });
  private readonly onScreen = isOnScreen();

  readonly visit = input.required<RoomVisit>();

  private readonly spokeAt = new Map<string, number>();
  /** People in the order of their tiles: who comes stands last, who speaks comes to the front. */
  private readonly order = linkedSignal<readonly string[], readonly string[]>({
    source: () =>
      this.visit()
        .people()
        .map(({ id }) => id),
    computation: (present, before) => afterComings(before?.value ?? [], present),
  });
  private readonly hands = computed(() =>
    handPlaces(
      this.visit()
        .people()
        .map((person) => ({ ...person, isGuest: false, isCreator: false })),
    ),
  );
  private readonly tiles = computed(() => tilesOf(this.visit(), this.order(), this.hands()));
  private readonly wish = computed<Wish>(() => ({
    layout: this.visit().layout(),
    pinned: this.visit().pinned(),
    spotlightId: this.visit().room()?.spotlight?.id ?? null,
    speakerId: this.visit().speakerId(),
  }));
  private readonly hasLarge = computed(() => largeOf(this.tiles(), this.wish()) !== null);
  /** Counted from the first again where people stand in another arrangement: no page of it is one of the other. */
  private readonly page = linkedSignal({
    source: () => `${this.visit().layout()} ${String(this.hasLarge())}`,
    computation: () => 0,
  });
  protected readonly stage = computed(() => stageOf(this.tiles(), this.wish(), this.box(), this.page()));
  private readonly pointing = inject(Pointing);
  protected readonly isMeasured = computed(() => this.box().width > 0);

  constructor() {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) this.box.set({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    afterNextRender(() => {
      observer.observe(this.element.querySelector('.tiles') ?? this.element);
    });
    inject(DestroyRef).onDestroy(() => {
      observer.disconnect();
      this.visit().wishes.show([]);
    });
    effect(() => {
      const shown = this.onScreen() && this.isMeasured() ? this.stage().shown : [];
      untracked(() => {
        this.visit().wishes.show(shown);
      });
    });
    effect(() => {
      const visit = this.visit();
      const people = visit.people();
      this.pointing.scene.set({
        ...{ meetingId: visit.id, ownId: visit.participantId, people },
        sharers: people.filter(({ screen }) => screen).map(({ id }) => id),
        mayPoint: mayReact(visit.own()?.role, visit.room()?.settings.participantsMay ?? []),
      });
    });
    effect(() => {
      const speakerId = this.visit().speakerId();
      const box = this.box();
      if (!speakerId || box.width === 0) return;
      untracked(() => {
        this.spokeAt.set(speakerId, Date.now());
        const front = frontOf(box) - 1;
        this.order.update((order) => broughtForward(order, speakerId, Math.max(1, front), this.spokeAt));
      });
    });
  }

  protected turn(by: number): void {
    this.page.set(this.stage().page + by);
  }

  protected pin({ key }: RoomTileView): void {
    this.visit().pinned.update((pinned) => (pinned === key ? null : key));
  }
}
