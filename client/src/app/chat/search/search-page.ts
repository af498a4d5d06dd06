import {
  Component,
  DestroyRef,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { SearchMessagesDocument } from '../../../generated/graphql';
import { IconButton } from '../../ui/icon-button/icon-button';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { FoundList } from './found-list';
import { pagesOf } from './message-pages';
import { type Narrowing, askable, narrowings, operators, without } from './operator.rules';
import { SearchBox } from './search-box';

/** As long as somebody types nothing is asked. */
const PAUSE_MS = 250;

/** Search over everything the viewer may read; the address holds what is asked. */
@Component({
  selector: 'app-search-page',
  imports: [FoundList, IconButton, SearchBox, SheetHeader, TranslocoPipe],
  templateUrl: './search-page.html',
  styleUrl: './search-page.scss',
})
export class SearchPage {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly params = toSignal(this.route.queryParamMap);
  private readonly box = viewChild.required(SearchBox);

  protected readonly operators = operators;
  private readonly asked = computed(() => this.params()?.get('q')?.trim() ?? '');
  protected readonly text = signal(this.route.snapshot.queryParamMap.get('q') ?? '');
  protected readonly narrowed = computed(() => narrowings(this.text()));
  private readonly question = computed(() => askable(this.asked()));
  protected readonly nothing = computed(() => this.question() === '');
  protected readonly pages = pagesOf(
    computed(() => this.question() || null),
    async (text, after) => {
      const variables = { query: text, after };
      const query = { query: SearchMessagesDocument, variables, fetchPolicy: 'network-only' as const };
      const { data } = await firstValueFrom(this.apollo.query(query));
      const page = data?.searchMessages;
      return {
        nodes: page?.nodes ?? [],
        next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
      };
    },
  );

  constructor() {
    let pause: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      const text = this.text().trim();
      clearTimeout(pause);
      if (text !== untracked(this.asked)) pause = setTimeout(() => void this.ask(), PAUSE_MS);
    });
    effect(() => {
      const asked = this.asked();
      // What was asked elsewhere, or before: going back shows it again.
      if (asked !== untracked(this.text).trim()) this.text.set(asked);
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(pause);
    });
    afterNextRender(() => {
      this.box().focus();
    });
  }

  protected async ask(): Promise<void> {
    const q = this.text().trim() || null;
    await this.router.navigate([], { queryParams: { q }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected take({ part }: Narrowing): void {
    this.text.set(without(this.text(), part));
    this.box().focus();
  }

  protected begin(operator: string): void {
    this.box().begin(`${operator}:`);
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
