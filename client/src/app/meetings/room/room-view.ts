import { Component, ElementRef, computed, inject, input, output } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { CaptionsStrip } from '../captions/captions-strip';
import { BreakoutLine } from '../breakouts/breakout-line';
import { RungLine } from '../growth/rung-line';
import { Knocks } from '../host/knocks';
import { SealBadge, type SealShown } from '../keys/seal-badge';
import { SealLapse } from '../keys/seal-lapse';
import { ReactionMenu } from '../reactions/reaction-menu';
import { ReactionShower } from '../reactions/reaction-shower';
import { mayReact } from '../reactions/rising.rules';
import { RecordingMark } from '../recording/recording-mark';
import { RegionBadge } from '../region/region-badge';
import { StageHead } from '../stage/stage-head';
import { StageNotices } from '../stage/stage-notices';
import { Floating } from './floating';
import { RoomControls } from './room-controls';
import { RoomNotices } from './room-notices';
import { ROOM_PANELS } from './room-panels';
import { RoomStage } from './room-stage';
import type { RoomVisit } from './room-visit';

/** The dark stage of a room that runs here: what it is, who is in it, what goes on, and what can be done. */
@Component({
  selector: 'app-room-view',
  imports: [
    BreakoutLine,
    CaptionsStrip,
    Icon,
    Knocks,
    ReactionMenu,
    ReactionShower,
    RecordingMark,
    RegionBadge,
    RoomControls,
    RoomNotices,
    RoomStage,
    RungLine,
    SealBadge,
    SealLapse,
    StageHead,
    StageNotices,
    TranslocoPipe,
  ],
  templateUrl: './room-view.html',
  styleUrl: './room-view.scss',
})
export class RoomView {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly router = inject(Router);
  private readonly floating = inject(Floating);

  readonly visit = input.required<RoomVisit>();
  readonly panel = input<string | null>(null);
  readonly panelChosen = output<string | null>();

  protected readonly panels = ROOM_PANELS;

  /** Who can hear and see it besides those who are in. */
  protected readonly seal: SealShown = {
    facts: computed(() => {
      const keys = this.visit().sealed?.keys;
      const state = keys?.state() ?? 'open';
      return { state, unreadable: keys?.unreadable() === true, othersLack: false };
    }),
    code: computed(() => this.visit().sealed?.keys.code() ?? null),
    others: computed(() =>
      this.visit()
        .people()
        .flatMap(({ id, displayName }) => (id === this.visit().participantId ? [] : [displayName])),
    ),
  };

  protected readonly reacts = computed(() =>
    mayReact(this.visit().own()?.role, this.visit().room()?.settings.participantsMay ?? []),
  );

  protected toggle(panel: string): void {
    this.panelChosen.emit(this.panel() === panel ? null : panel);
  }

  protected float(): void {
    const videos = [...this.element.querySelectorAll<HTMLVideoElement>('app-room-tile video')];
    const sizeOf = ({ clientWidth, clientHeight }: HTMLVideoElement): number => clientWidth * clientHeight;
    const [large] = videos.sort((a, b) => sizeOf(b) - sizeOf(a));
    void this.floating.toggle(this.visit(), large ?? null);
  }

  protected back(): void {
    void this.router.navigateByUrl('/meetings');
  }
}
