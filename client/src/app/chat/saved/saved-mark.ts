import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { Times } from '../time/times';
import { SavedItems } from './saved-items';

/** Says on a message that the viewer put it aside, and when they are reminded of it. */
@Component({
  selector: 'app-saved-mark',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (item(); as item) {
      <p class="mark">
        <app-icon size="xs" name="bookmark-simple-fill" />
        @if (item.remindAt && !item.remindedAt) {
          {{ 'chat.saved.remindedAt' | transloco: { moment: times.moment(item.remindAt) } }}
        } @else {
          {{ 'chat.saved.here' | transloco }}
        }
        @if (item.note) {
          <span class="note" dir="auto">{{ item.note }}</span>
        }
      </p>
    }
  `,
  styleUrl: './saved-mark.scss',
})
export class SavedMark {
  private readonly items = inject(SavedItems);
  protected readonly times = inject(Times);

  readonly messageId = input.required<string>();
  protected readonly item = computed(() => this.items.on(this.messageId()));
}
