import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { Icon } from '../../ui/icon/icon';
import { countText } from '../node/count-text';
import { isFile } from '../node/file-node';
import type { Order } from '../node/order.rules';
import { ContentStore } from './content.store';
import { FilterPicks } from './filter-picks';

const orders = {
  name: { by: 'NAME', direction: 'ASCENDING' },
  nameDown: { by: 'NAME', direction: 'DESCENDING' },
  newest: { by: 'UPDATED_AT', direction: 'DESCENDING' },
  oldest: { by: 'UPDATED_AT', direction: 'ASCENDING' },
  largest: { by: 'SIZE', direction: 'DESCENDING' },
  smallest: { by: 'SIZE', direction: 'ASCENDING' },
  kind: { by: 'KIND', direction: 'ASCENDING' },
} as const satisfies Record<string, Order>;
type OrderName = keyof typeof orders;

/** What a folder is narrowed to and ordered by, and how much is in it. */
@Component({
  selector: 'app-filter-bar',
  imports: [FilterPicks, Icon, TranslocoPipe],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
})
export class FilterBar {
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(ContentStore);

  protected readonly orders = Object.keys(orders) as readonly OrderName[];
  protected readonly order = computed(() => {
    const { by, direction } = this.store.order();
    return (
      this.orders.find((name) => orders[name].by === by && orders[name].direction === direction) ?? 'kind'
    );
  });
  /** Lists of one's own have an order of their own, and are looked through as a whole. */
  protected readonly orderable = computed(() => this.store.place()?.kind === 'folder');
  /** How much is in it: folders and files apart where all of them are shown. */
  protected readonly counted = computed(() => {
    this.texts.activeLang();
    const nodes = this.store.nodes();
    if (nodes.length === 0) return '';
    if (this.store.hasMore()) return countText(this.texts, 'files.items', this.store.totalCount());
    const files = nodes.filter(isFile).length;
    const counts = [
      ['files.folders', nodes.length - files],
      ['files.files', files],
    ] as const;
    const words = counts
      .filter(([, count]) => count > 0)
      .map(([key, count]) => plural(this.texts, key, count));
    return new Intl.ListFormat(this.texts.getActiveLang(), { type: 'unit' }).format(words);
  });

  protected orderBy(name: string): void {
    this.store.orderBy(orders[name as OrderName]);
  }
}
