import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../ui/icon/icon';
import { Saved } from './saved';

/** "Saved", for a moment. */
@Component({
  selector: 'app-saved-mark',
  imports: [Icon, TranslocoPipe],
  template: `
    <span class="mark" role="status">
      @if (saved.shown()) {
        <app-icon name="check" size="sm" />{{ 'settings.saved' | transloco }}
      }
    </span>
  `,
  styleUrl: './saved-mark.scss',
})
export class SavedMark {
  protected readonly saved = inject(Saved);
}
