import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { TagPageDocument } from '../../../generated/graphql';
import { PageTitle } from '../../core/i18n/page-title';
import { PluralPipe } from '../../core/i18n/plural';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { FoundList } from '../search/found-list';
import { pagesOf } from '../search/message-pages';

/** The index takes in what was said within a second. */
const SETTLE_MS = 1_000;

/** Every message with a hashtag, the newest first; what is said while it is open comes in. */
@Component({
  selector: 'app-tag-page',
  imports: [FoundList, PluralPipe, SheetHeader, TranslocoPipe],
  template: `
    <app-sheet-header withBack [heading]="'#' + name()" (back)="back()">
      <span class="count">{{ 'chat.tag.count' | plural: count() }}</span>
    </app-sheet-header>
    <app-found-list [pages]="pages" icon="hash" [none]="'chat.tag.none' | transloco" />
  `,
  styleUrl: '../search/search-page.scss',
})
export class TagPage {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly sidebar = inject(Sidebar);
  private readonly title = inject(PageTitle);

  /** Its name, without the sign, as it stands in the address. */
  readonly of = input('');
  protected readonly name = computed(() => this.of().toLowerCase());
  protected readonly count = signal(0);
  protected readonly pages = pagesOf(
    computed(() => this.name() || null),
    async (name, after) => {
      const query = {
        query: TagPageDocument,
        variables: { name, after },
        fetchPolicy: 'network-only' as const,
      };
      const { data } = await firstValueFrom(this.apollo.query(query));
      const page = data?.hashtag?.messages;
      this.count.set(data?.hashtag?.messageCount ?? 0);
      return {
        nodes: (page?.nodes ?? []).map((message) => ({ message, snippet: null })),
        next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
      };
    },
  );

  constructor() {
    let settling: ReturnType<typeof setTimeout> | undefined;
    let first = true;
    effect(() => {
      this.sidebar.entries();
      if (!first) {
        clearTimeout(settling);
        settling = setTimeout(() => void this.pages.read(), SETTLE_MS);
      }
      first = false;
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(settling);
    });
    effect(() => {
      const name = this.name();
      untracked(() => {
        this.title.call(`#${name}`);
      });
    });
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
