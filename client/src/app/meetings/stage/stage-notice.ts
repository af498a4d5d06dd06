import { Component, booleanAttribute, input, output } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';

/** A sentence across a stage, and what can be done about it. */
@Component({
  selector: 'app-stage-notice',
  imports: [Icon],
  template: `
    <p class="notice" [class.warns]="warns()" [attr.role]="urgent() ? 'alert' : 'status'">
      <app-icon size="sm" [name]="icon()" />
      <span class="words"><ng-content /></span>
      @if (deed(); as words) {
        <button class="deed" type="button" (click)="done.emit()">{{ words }}</button>
      }
    </p>
  `,
  styleUrl: './stage-notice.scss',
})
export class StageNotice {
  readonly icon = input<IconName>('warning-circle');
  /** What can be done, in words. */
  readonly deed = input<string | null>(null);
  readonly warns = input(false, { transform: booleanAttribute });
  readonly urgent = input(false, { transform: booleanAttribute });
  readonly done = output();
}
