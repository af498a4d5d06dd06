import { NgComponentOutlet } from '@angular/common';
import { Component, ElementRef, afterRenderEffect, computed, inject, input, output } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { from } from 'rxjs';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ErrorState } from '../../ui/error-state/error-state';
import { ROOM_PANELS } from './room-panels';

/** What stands beside a room, one thing at a time, with tabs to the others. */
@Component({
  selector: 'app-room-side',
  imports: [ErrorState, Icon, IconButton, NgComponentOutlet, Skeleton, TranslocoPipe],
  templateUrl: './room-side.html',
  styleUrl: './room-side.scss',
})
export class RoomSide {
  readonly meetingId = input.required<string>();
  readonly panelId = input.required<string>();
  readonly chosen = output<string>();
  readonly closed = output();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly panels = ROOM_PANELS;
  protected readonly inputs = computed(() => ({ meeting: this.meetingId() }));
  protected readonly component = rxResource({
    params: () => this.panelId(),
    stream: ({ params }) => from(ROOM_PANELS.find(({ id }) => id === params)?.load() ?? []),
  });

  constructor() {
    // Of more tabs than there is room for, the chosen one is in sight.
    afterRenderEffect(() => {
      const tab = this.element.querySelector(`#tab-${this.panelId()}`);
      tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }

  /** The arrows go from tab to tab, as they do in all tabs. */
  protected step(event: Event, by: number): void {
    const target = event.currentTarget as HTMLElement;
    const isLeftward = getComputedStyle(target).direction === 'rtl';
    const at = this.panels.findIndex(({ id }) => id === this.panelId());
    const next = this.panels.at((at + (isLeftward ? -by : by)) % this.panels.length);
    if (!next) return;
    event.preventDefault();
    this.chosen.emit(next.id);
    target.parentElement?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  }
}
