import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FileOrderField } from '../../../generated/graphql';
import { Icon } from '../../ui/icon/icon';
import { type FileNode, isFile } from '../node/file-node';
import { AtEnd } from './at-end';
import { ContentKeys, type KeyDeed } from './content-keys';
import type { MenuDeed } from '../deeds/deeds.rules';
import { ContentMenu } from './content-menu';
import { ContentStore } from './content.store';
import { FileRow } from './file-row';
import { FileTile } from './file-tile';
import { Selection } from './selection';

/** How files are shown. */
export type ViewKind = 'grid' | 'list';

/** Everything in a place, as tiles or as a table, with one way to choose and to act for both. */
@Component({
  selector: 'app-content-view',
  imports: [AtEnd, ContentMenu, FileRow, FileTile, Icon, TranslocoPipe],
  providers: [ContentKeys],
  templateUrl: './content-view.html',
  styleUrl: './content-view.scss',
})
export class ContentView {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly keys = inject(ContentKeys);
  protected readonly store = inject(ContentStore);
  protected readonly selection = inject(Selection);

  readonly view = input.required<ViewKind>();
  readonly label = input.required<string>();
  /** Whether a panel stands beside it and takes of its room. */
  readonly beside = input(false);
  readonly opened = output<FileNode>();
  readonly keyDeed = output<KeyDeed>();
  readonly menuDeed = output<MenuDeed>();

  private readonly menu = viewChild.required(ContentMenu);
  protected readonly groups = computed(() => {
    const nodes = this.store.nodes();
    if (this.view() === 'list' || this.store.place()?.kind !== 'folder') {
      return nodes.length > 0 ? [nodes] : [];
    }
    const folders = nodes.filter((node) => !isFile(node));
    const files = nodes.filter(isFile);
    return [folders, files].filter((group) => group.length > 0);
  });
  /** Only folders are ordered as one likes; lists of one's own have an order of their own. */
  protected readonly orderable = computed(() => this.store.place()?.kind === 'folder');
  protected readonly columns: readonly { readonly by: FileOrderField | null; readonly name: string }[] = [
    { by: 'NAME', name: 'name' },
    { by: null, name: 'owner' },
    { by: 'UPDATED_AT', name: 'changed' },
    { by: 'SIZE', name: 'size' },
  ];

  constructor() {
    afterRenderEffect(() => {
      this.beside();
      // Everything moves when there is less room; what is chosen stays in sight.
      this.host.querySelector('[data-node][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    });
  }

  protected press(event: KeyboardEvent): void {
    const deed = this.keys.press(event, this.places(), this.view() === 'grid');
    if (deed === null) return;
    event.preventDefault();
    if (deed !== 'done') this.keyDeed.emit(deed);
  }

  /** A press chooses, one on the name opens. A finger opens; once something is chosen it chooses further. */
  protected click(node: FileNode, event: MouseEvent): void {
    const touch = (event as PointerEvent).pointerType === 'touch';
    const isName = (event.target as HTMLElement).closest('[data-opens]') !== null;
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (!touch) this.selection.press(node.id, event);
    else if (this.selection.count() > 0) this.selection.toggle(node.id);
    else this.opened.emit(node);
    if (!touch && isName && plain) this.opened.emit(node);
  }

  /** Twice on the name is once on the name, which has opened it. */
  protected openTwice(node: FileNode, event: MouseEvent): void {
    if (!(event.target as HTMLElement).closest('[data-opens]')) this.opened.emit(node);
  }

  protected showMenu(node: FileNode, event: MouseEvent): void {
    event.preventDefault();
    const place = event.currentTarget as HTMLElement;
    const box = place.getBoundingClientRect();
    // A key opens it as well, and has no place on screen.
    const byKey = event.clientX === 0 && event.clientY === 0;
    this.openMenu(
      node,
      byKey ? { x: box.left + 24, y: box.top + 24 } : { x: event.clientX, y: event.clientY },
      place,
    );
  }

  protected showMenuBelow(node: FileNode, event: Event): void {
    const button = event.currentTarget as HTMLElement;
    const box = button.getBoundingClientRect();
    this.openMenu(node, { x: box.left, y: box.bottom }, button);
  }

  protected sortOf(by: FileOrderField | null): 'ascending' | 'descending' | 'none' | null {
    if (by === null || !this.orderable()) return null;
    const order = this.store.order();
    if (order.by !== by) return 'none';
    return order.direction === 'ASCENDING' ? 'ascending' : 'descending';
  }

  protected order(by: FileOrderField): void {
    const order = this.store.order();
    const isUp = order.by === by && order.direction === 'ASCENDING';
    this.store.orderBy({ by, direction: isUp ? 'DESCENDING' : 'ASCENDING' });
  }

  private openMenu(
    node: FileNode,
    at: { readonly x: number; readonly y: number },
    opener: HTMLElement,
  ): void {
    if (!this.selection.ids().has(node.id)) this.selection.only(node.id);
    this.menu().open(at, opener);
  }

  private places(): readonly HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>('[data-node]')];
  }
}
