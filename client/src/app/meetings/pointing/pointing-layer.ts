import {
  Component,
  DestroyRef,
  ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { plainKey } from '../stage/plain-key';
import { type Size, type Spot, pathOf, pictureIn, spotAt, stepFrom } from './picture-place.rules';
import { Pointing } from './pointing';

/** Where the arrows begin. */
const MIDDLE: Spot = { x: 0.5, y: 0.5 };
const STEP = 0.01;
const LONG_STEP = 0.05;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** A line has this share of the width of the picture, and so is as thick for everybody. */
const THICKNESS = 0.004;
const THINNEST = 3;
/** Beyond this share of the width a name stands before its pointer, not to be cut. */
const LEFTWARD = 0.75;

/** Over the picture of a shared screen: where everybody points, what they draw, and the way to do both oneself. */
@Component({
  selector: 'app-pointing-layer',
  imports: [Icon, TranslocoPipe],
  templateUrl: './pointing-layer.html',
  styleUrl: './pointing-layer.scss',
  host: { '(document:keydown)': 'pressKey($event)' },
})
export class PointingLayer {
  private readonly texts = inject(TranslocoService);
  private readonly pointing = inject(Pointing);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly area = viewChild<ElementRef<HTMLElement>>('area');
  private readonly button = viewChild<ElementRef<HTMLElement>>('toggle');
  private readonly frame = signal<Size>({ width: 0, height: 0 });
  private readonly natural = signal<Size>({ width: 0, height: 0 });
  private readonly announced = new Set<string>();
  private stroke: string | null = null;
  private spot = MIDDLE;

  /** Whose screen it is. */
  readonly sharerId = input.required<string>();
  /** How they are called. */
  readonly name = input.required<string>();
  /** The picture, which fills the same frame as this layer, whole. */
  readonly video = input.required<HTMLVideoElement>();
  /** Whether there is no room to point here, only to see it. */
  readonly small = input(false);

  protected readonly picture = computed(() => pictureIn(this.frame(), this.natural()));
  protected readonly active = computed(() => this.pointing.on() === this.sharerId() && !this.small());
  protected readonly offered = computed(
    () => this.pointing.mayPoint() && !this.small() && this.picture() !== null,
  );
  protected readonly thickness = computed(() => Math.max(THINNEST, (this.picture()?.width ?? 0) * THICKNESS));
  protected readonly lines = computed(() => {
    const size = this.picture();
    if (!size) return [];
    return this.pointing.linesOn(this.sharerId()).map(({ key, participantId, spots, opacity }) => ({
      ...{ key, opacity, colour: this.pointing.colourOf(participantId), path: pathOf(spots, size) },
    }));
  });
  protected readonly pointers = computed(() => {
    const { width, height } = this.picture() ?? { width: 0, height: 0 };
    return this.pointing.pointersOn(this.sharerId()).map(({ participantId: id, x, y, opacity }) => ({
      ...{ id, opacity, x: x * width, y: y * height, leftward: x > LEFTWARD },
      own: id === this.pointing.ownId(),
      name: this.pointing.nameOf(id),
      colour: this.pointing.colourOf(id),
    }));
  });
  private readonly others = computed(() =>
    this.pointers()
      .flatMap(({ id, own }) => (own ? [] : [id]))
      .join(' '),
  );
  /** Who began to point, once for everybody. */
  protected readonly said = linkedSignal<string, string>({
    source: this.others,
    computation: (ids, before) => {
      const newcomers = ids.split(' ').filter((id) => id !== '' && !this.announced.has(id));
      for (const id of newcomers) this.announced.add(id);
      return newcomers.length > 0 ? untracked(() => this.wordsFor(newcomers)) : (before?.value ?? '');
    },
  });

  constructor() {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) this.frame.set({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(this.element);
    effect((onCleanup) => {
      const video = this.video();
      const look = (): void => {
        this.natural.set({ width: video.videoWidth, height: video.videoHeight });
      };
      look();
      for (const event of SIZE_EVENTS) video.addEventListener(event, look);
      onCleanup(() => {
        for (const event of SIZE_EVENTS) video.removeEventListener(event, look);
      });
    });
    afterRenderEffect(() => {
      // The arrows go to the picture from the beginning.
      if (this.active()) this.area()?.nativeElement.focus({ preventScroll: true });
      else untracked(this.finish.bind(this));
    });
    inject(DestroyRef).onDestroy(() => {
      observer.disconnect();
      this.finish();
      if (this.active()) this.pointing.leave();
    });
  }

  protected switch(): void {
    this.pointing.toggle(this.sharerId());
  }

  protected pressKey(event: KeyboardEvent): void {
    const key = plainKey(event);
    const isLeaving = key === 'escape' && this.active();
    if (!isLeaving && !(key === 'd' && this.offered())) return;
    event.preventDefault();
    const hadFocus = this.area()?.nativeElement === document.activeElement;
    this.switch();
    if (!this.active() && hadFocus) this.button()?.nativeElement.focus();
  }

  protected press(event: PointerEvent): void {
    if (!this.active() || event.button !== 0) return;
    this.area()?.nativeElement.setPointerCapture(event.pointerId);
    this.stroke = crypto.randomUUID().slice(0, 8);
    this.go([event]);
  }

  protected move(event: PointerEvent): void {
    if (!this.active()) return;
    const all = event.getCoalescedEvents();
    this.go(all.length > 0 ? all : [event]);
  }

  protected lift({ pointerType }: PointerEvent): void {
    this.stroke = null;
    // A finger that is lifted points nowhere; a mouse still does.
    if (pointerType === 'touch') this.away();
  }

  protected away(): void {
    if (this.stroke === null) this.pointing.end(this.sharerId());
  }

  protected step(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (!arrow || !this.active()) return;
    event.preventDefault();
    const [dx, dy] = arrow.map((way) => way * (event.shiftKey ? LONG_STEP : STEP)) as [number, number];
    this.spot = stepFrom(this.spot, dx, dy);
    this.pointing.move(this.sharerId(), [this.spot], null);
  }

  /** A line that is being drawn ends with the pointing. */
  private finish(): void {
    this.stroke = null;
    this.away();
  }

  private go(events: readonly PointerEvent[]): void {
    const box = this.area()?.nativeElement.getBoundingClientRect();
    if (!box) return;
    const spots = events.map(({ clientX: x, clientY: y }) => spotAt(box, { x, y }));
    this.spot = spots.at(-1) ?? this.spot;
    this.pointing.move(this.sharerId(), spots, this.stroke);
  }

  private wordsFor(ids: readonly string[]): string {
    const names = ids.map((id) => this.pointing.nameOf(id));
    const list = new Intl.ListFormat(this.texts.getActiveLang()).format(names);
    const isOwn = this.sharerId() === this.pointing.ownId();
    return this.texts.translate(`meetings.pointing.${isOwn ? 'atYours' : 'points'}`, { names: list });
  }
}

const SIZE_EVENTS = ['loadedmetadata', 'resize'] as const;
