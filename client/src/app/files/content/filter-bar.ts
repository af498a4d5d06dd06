import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FileKind } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { Icon } from '../../ui/icon/icon';
import type { Order } from '../node/order.rules';
import { isFile } from '../node/file-node';
import { ContentStore } from './content.store';
import type { Since } from './filter.rules';

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
  imports: [Icon, PluralPipe, TranslocoPipe],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
})
export class FilterBar {
  protected readonly store = inject(ContentStore);

  protected readonly kinds: readonly FileKind[] = [
    'DOCUMENT',
    'SPREADSHEET',
    'PRESENTATION',
    'IMAGE',
    'VIDEO',
    'AUDIO',
    'CODE',
    'ARCHIVE',
    'OTHER',
  ];
  protected readonly sinces: readonly Since[] = ['day', 'week', 'month', 'year'];
  protected readonly orders = Object.keys(orders) as readonly OrderName[];
  protected readonly order = computed(() => {
    const { by, direction } = this.store.order();
    return (
      this.orders.find((name) => orders[name].by === by && orders[name].direction === direction) ?? 'kind'
    );
  });
  /** The words that files on screen have. */
  protected readonly tags = computed(() => {
    const here = this.store.nodes().flatMap((node) => (isFile(node) ? node.tags : []));
    const { tag } = this.store.filter();
    return [...new Set([...here, ...(tag ? [tag] : [])])].sort();
  });

  protected orderBy(name: string): void {
    this.store.orderBy(orders[name as OrderName]);
  }

  protected kindOf(value: string): FileKind | '' {
    return this.kinds.find((kind) => kind === value) ?? '';
  }

  protected sinceOf(value: string): Since | '' {
    return this.sinces.find((since) => since === value) ?? '';
  }
}
