import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import {
  DeleteWordRuleDocument,
  SaveWordRuleDocument,
  type WordRuleEffect,
  WordRulesDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** Rules about words in all channels of the organisation. */
@Component({
  selector: 'app-word-rules-page',
  imports: [Button, Chip, EmptyState, ErrorState, Field, IconButton, Input, Skeleton, TranslocoPipe],
  templateUrl: './word-rules-page.html',
  styleUrl: './word-rules-page.scss',
})
export class WordRulesPage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  protected readonly effects = ['REFUSE', 'REVIEW', 'FLAG'] as const satisfies readonly WordRuleEffect[];
  protected readonly pattern = signal('');
  protected readonly effect = signal<WordRuleEffect>('REVIEW');
  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        .query({ query: WordRulesDocument, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.wordRules.nodes ?? [])),
  });
  protected readonly rules = computed(() => (this.page.hasValue() ? this.page.value() : []));

  protected async add(): Promise<void> {
    const input = { pattern: this.pattern(), effect: this.effect(), key: crypto.randomUUID() };
    try {
      await change(this.apollo, SaveWordRuleDocument, { input });
      this.pattern.set('');
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
    this.page.reload();
  }

  protected async remove(ruleId: string): Promise<void> {
    try {
      await change(this.apollo, DeleteWordRuleDocument, { input: { ruleId, key: crypto.randomUUID() } });
    } catch (error) {
      // The rule stays in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.page.reload();
  }
}
