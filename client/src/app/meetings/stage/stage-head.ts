import { NgTemplateOutlet } from '@angular/common';
import { Component, booleanAttribute, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { asClock } from '../call/call.rules';
import { secondsSince } from '../desk/seconds';
import type { Measured } from '../media/quality.rules';
import { CallQuality } from './call-quality';

/** Who or what is on a stage, how well it arrives, and since when; what opens beside it is its `panels`. */
@Component({
  selector: 'app-stage-head',
  imports: [CallQuality, Icon, NgTemplateOutlet, TranslocoPipe],
  templateUrl: './stage-head.html',
  styleUrl: './stage-head.scss',
  host: { '[class.many]': 'many()' },
})
export class StageHead {
  protected readonly layout = inject(PaneLayout);

  readonly title = input.required<string>();
  readonly since = input.required<string | null | undefined>();
  /** What was measured last; null before anything was. */
  readonly measured = input.required<Measured | null>();
  /** Whether there is more in it than fits on a phone, or in words beside a panel. */
  readonly many = input(false, { transform: booleanAttribute });
  /** On a phone the stage has the place of the list. */
  readonly left = output();

  private readonly seconds = secondsSince(this.since);
  protected readonly clock = computed(() => {
    const seconds = this.seconds();
    return seconds === null ? null : asClock(seconds);
  });
}
