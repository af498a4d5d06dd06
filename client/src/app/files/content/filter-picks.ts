import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type FileNode, isFile } from '../node/file-node';
import { type ContentFilter, kindOf, kinds, sinceOf, sinces } from './filter.rules';

/** To which type, time and tag files are narrowed. */
@Component({
  selector: 'app-filter-picks',
  imports: [TranslocoPipe],
  templateUrl: './filter-picks.html',
  styleUrl: './filter-picks.scss',
})
export class FilterPicks {
  readonly filter = input.required<ContentFilter>();
  /** What is on screen: its tags can be chosen. */
  readonly nodes = input.required<readonly FileNode[]>();
  readonly narrowed = output<Partial<ContentFilter>>();

  protected readonly kinds = kinds;
  protected readonly sinces = sinces;
  protected readonly kindOf = kindOf;
  protected readonly sinceOf = sinceOf;
  /** The words that files on screen have. */
  protected readonly choices = computed(() => {
    const here = this.nodes().flatMap((node) => (isFile(node) ? node.tags : []));
    const { tag } = this.filter();
    return [...new Set([...here, ...(tag ? [tag] : [])])].sort();
  });
}
