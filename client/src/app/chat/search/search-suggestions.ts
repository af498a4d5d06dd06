import { Service, inject, resource, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { SearchPeopleDocument, SuggestTagsDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import type { Suggestion } from '../../ui/composer-suggestions/composer-suggestions';
import { matching } from '../composer/suggestion.rules';
import { type Operator, type Typed, choices, operators } from './operator.rules';

const atMost = 7;

/** What fits the part of a search that is being typed: operators, people, conversations, tags, and fixed choices. */
@Service({ autoProvided: false })
export class SearchSuggestions {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);
  private readonly texts = inject(TranslocoService);

  readonly typed = signal<Typed | null>(null);
  private readonly found = resource({
    params: () => this.typed() ?? undefined,
    loader: ({ params }) => this.fitting(params),
  });

  items(): readonly Suggestion[] {
    return this.typed() && this.found.hasValue() ? this.found.value().slice(0, atMost) : [];
  }

  private fitting({ operator, text }: Typed): Promise<readonly Suggestion[]> {
    if (operator === '#') return this.tags(text);
    if (operator === 'from' || operator === 'mentions') return this.people(text);
    if (operator === 'in') return Promise.resolve(this.places(text));
    return Promise.resolve(operator ? this.chosen(operator, text) : this.named(text));
  }

  private named(text: string): readonly Suggestion[] {
    if (text === '') return [];
    return operators
      .filter((operator) => operator.startsWith(text.toLowerCase()))
      .map((operator) => ({
        id: operator,
        label: `${operator}:`,
        detail: this.texts.translate(`chat.search.operator.${operator}`),
        character: '⌕',
      }));
  }

  private chosen(operator: Operator, text: string): readonly Suggestion[] {
    return (choices[operator] ?? [])
      .filter((choice) => choice.startsWith(text.toLowerCase()))
      .map((choice) => ({
        id: choice,
        label: choice,
        detail: this.texts.translate(`chat.search.choice.${choice}`),
        character: '⌕',
      }));
  }

  private places(text: string): readonly Suggestion[] {
    const places = untracked(this.sidebar.entries).map(({ channel, peer }) => ({
      id: channel.id,
      label: peer?.displayName ?? channel.name,
      detail: '',
      character: peer ? '@' : '#',
    }));
    return matching(places, text, ({ label }) => label);
  }

  private async people(text: string): Promise<readonly Suggestion[]> {
    const me = {
      id: 'me',
      label: 'me',
      detail: this.texts.translate('chat.search.choice.me'),
      character: '⌕',
    };
    const self = 'me'.startsWith(text.toLowerCase()) ? [me] : [];
    if (untracked(this.session.guest)) return self;
    const { data } = await firstValueFrom(
      this.apollo.query({ query: SearchPeopleDocument, variables: { text } }),
    );
    const people = (data?.users.nodes ?? []).map((person) => ({
      id: person.id,
      label: person.displayName,
      detail: person.title ?? '',
      person,
    }));
    return [...self, ...people];
  }

  private async tags(beginning: string): Promise<readonly Suggestion[]> {
    const { data } = await firstValueFrom(
      this.apollo.query({
        query: SuggestTagsDocument,
        variables: { beginning },
        fetchPolicy: 'network-only',
      }),
    );
    return (data?.hashtags ?? []).map(({ name, messageCount }) => ({
      id: name,
      label: `#${name}`,
      detail: String(messageCount),
      character: '#',
    }));
  }
}
