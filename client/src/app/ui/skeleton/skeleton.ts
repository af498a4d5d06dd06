import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** What will be here, in its true shape, while it is read: rows with a face, or plain lines. */
@Component({
  selector: 'app-skeleton',
  imports: [TranslocoPipe],
  templateUrl: './skeleton.html',
  styleUrl: './skeleton.scss',
})
export class Skeleton {
  readonly rows = input(6);
  readonly kind = input<'people' | 'lines'>('people');
  protected readonly widths = computed(() => Array.from({ length: this.rows() }, (_, row) => (row * 37) % 3));
}
