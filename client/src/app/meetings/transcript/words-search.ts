import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map, switchMap, timer } from 'rxjs';
import { FoundWordsDocument, type FoundWordsQuery } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { DayAndTimePipe } from '../../ui/time/time-pipes';

type Page = FoundWordsQuery['transcriptMatches'];

/** How long is waited for the next letter, in milliseconds. */
const TYPING_MS = 250;

/** Finds what was said in all meetings that one was in. */
@Component({
  selector: 'app-words-search',
  imports: [Button, DayAndTimePipe, Field, Input, RouterLink, TranslocoPipe],
  providers: [provideTranslocoScope('records')],
  templateUrl: './words-search.html',
  styleUrl: './words-search.scss',
})
export class WordsSearch {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  protected readonly words = signal('');
  private readonly wanted = computed(() => this.words().trim());
  protected readonly first = rxResource({
    params: () => this.wanted() || undefined,
    stream: ({ params }) => timer(TYPING_MS).pipe(switchMap(() => this.read(params, null))),
  });
  /** Pages that were asked for after the first; none once other words are looked for. */
  private readonly pages = linkedSignal<Page | null, readonly Page[]>({
    source: () => (this.first.hasValue() ? this.first.value() : null),
    computation: (page) => (page ? [page] : []),
  });
  protected readonly found = computed(() => this.pages().flatMap(({ nodes }) => nodes));
  protected readonly isLooking = computed(() => this.wanted() !== '' && this.first.isLoading());
  protected readonly cursor = computed(() => {
    const info = this.pages().at(-1)?.pageInfo;
    return info?.hasNextPage ? (info.endCursor ?? null) : null;
  });

  protected look(event: Event): void {
    this.words.set((event.target as HTMLInputElement).value);
  }

  protected more(): void {
    const after = this.cursor();
    if (after === null) return;
    this.read(this.wanted(), after).subscribe({
      next: (page) => {
        if (page) this.pages.update((pages) => [...pages, page]);
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  private read(text: string, after: string | null) {
    return this.apollo
      .query({ query: FoundWordsDocument, variables: { text, after }, fetchPolicy: 'no-cache' })
      .pipe(map(({ data }) => data?.transcriptMatches ?? null));
  }
}
