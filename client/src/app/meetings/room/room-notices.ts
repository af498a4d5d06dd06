import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { StageNotice } from '../stage/stage-notice';
import type { RoomVisit } from './room-visit';

/** What stands in the way of a room, in words: a line that is broken or weak, no server, or one's own being switched off. */
@Component({
  selector: 'app-room-notices',
  imports: [StageNotice, TranslocoPipe],
  template: `
    @for (notice of notices(); track notice.key) {
      <app-stage-notice
        [icon]="notice.icon"
        [deed]="notice.deed ? (notice.deed.key | transloco) : null"
        (done)="notice.deed?.run()"
      >
        {{ notice.key | transloco }}
      </app-stage-notice>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class RoomNotices {
  readonly visit = input.required<RoomVisit>();

  protected readonly notices = computed<readonly Notice[]>(() => [
    ...brokenIn(this.visit()),
    ...pausedIn(this.visit()),
    ...switchedOffIn(this.visit()),
    ...sharedIn(this.visit()),
  ]);
}

/** A sentence, and what can be done about it. */
interface Notice {
  readonly key: string;
  readonly icon: IconName;
  readonly deed?: { readonly key: string; readonly run: () => void };
}

function brokenIn(visit: RoomVisit): readonly Notice[] {
  const icon = 'warning-circle';
  if (visit.room()?.mediaMissing != null) return [{ key: 'meetings.room.notice.noServer', icon }];
  return visit.connection() === 'broken' ? [{ key: 'meetings.room.notice.broken', icon }] : [];
}

function pausedIn(visit: RoomVisit): readonly Notice[] {
  const pictures = visit.wishes.pictures();
  if (pictures === 'all') return [];
  const key = `meetings.room.notice.${pictures === 'near' ? 'fewer' : 'soundOnly'}`;
  const deed = {
    key: 'meetings.room.showAll',
    run: () => {
      visit.wishes.showAllAgain();
    },
  };
  return [{ key, icon: 'info', deed }];
}

function switchedOffIn({ switches }: RoomVisit): readonly Notice[] {
  const source = switches.switchedOff();
  if (!source) return [];
  const deed = {
    key: 'meetings.room.understood',
    run: () => {
      switches.switchedOff.set(null);
    },
  };
  return [{ key: `meetings.room.notice.off.${source}`, icon: 'info', deed }];
}

function sharedIn({ media }: RoomVisit): readonly Notice[] {
  if (!media.sharing()) return [];
  const deed = { key: 'meetings.shareOff', run: () => void media.share(false) };
  return [{ key: 'meetings.room.notice.sharing', icon: 'screencast', deed }];
}
