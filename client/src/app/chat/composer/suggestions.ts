import { Service, inject, resource, signal, untracked } from '@angular/core';
import type Database from 'emoji-picker-element/database.js';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MentionablePeopleDocument } from '../../../generated/graphql';
import type { Suggestion } from '../../ui/composer-suggestions/composer-suggestions';
import { emojiData } from '../../ui/emoji-picker/emoji-picker';
import { ChannelStore } from '../channel/channel.store';
import { Commands } from './commands';
import { groupMentions } from './mention.rules';
import { matching } from './suggestion.rules';
import type { SuggestionToken } from './writing.rules';

const atMost = 8;

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly title?: string | null;
}

/** What fits what is being typed after an @, a : or a first / in the channel on screen. */
@Service({ autoProvided: false })
export class Suggestions {
  private readonly apollo = inject(Apollo);
  private readonly store = inject(ChannelStore);
  private readonly texts = inject(TranslocoService);
  private readonly commands = inject(Commands);
  private emoji: Promise<Database> | undefined;

  readonly token = signal<SuggestionToken | null>(null);
  private readonly found = resource({
    params: () => this.token() ?? undefined,
    loader: ({ params: { kind, query } }) => {
      if (kind === 'emoji') return this.characters(query);
      return kind === 'mention' ? this.people(query) : Promise.resolve(this.named(query));
    },
  });

  items(): readonly Suggestion[] {
    return this.token() && this.found.hasValue() ? this.found.value() : [];
  }

  private named(query: string): readonly Suggestion[] {
    return this.commands.beginning(query).map(({ name, hint, argument }) => ({
      id: name,
      label: argument ? `/${name} ${this.texts.translate(argument)}` : `/${name}`,
      detail: this.texts.translate(hint),
    }));
  }

  private async people(query: string): Promise<readonly Suggestion[]> {
    const members = untracked(this.store.channel)?.members;
    const known: readonly Person[] = (members?.nodes ?? []).flatMap(({ user }) => (user ? [user] : []));
    const others = known.filter(({ id }) => id !== this.store.viewerId());
    const fitting = matching(others, query, ({ displayName }) => displayName);
    const wide = members?.pageInfo.hasNextPage && fitting.length < atMost && query !== '';
    const people = wide ? await this.search(query) : fitting;
    const groups = matching(groupMentions, query, ({ label }) => label).map(({ label, target }) => ({
      id: target,
      label: `@${label}`,
      detail: this.texts.translate(`chat.mention.${target}`),
      character: '👥',
    }));
    // A group that is written in full needs no choosing, so that Enter sends.
    if (groupMentions.some(({ label }) => label === query.toLowerCase())) return [];
    const persons = people.map((person) => ({
      id: person.id,
      label: person.displayName,
      detail: person.title ?? '',
      person,
    }));
    return [...persons, ...groups].slice(0, atMost);
  }

  private async search(text: string): Promise<readonly Person[]> {
    const variables = { channelId: this.store.channelId() ?? '', text };
    const { data } = await firstValueFrom(this.apollo.query({ query: MentionablePeopleDocument, variables }));
    return (data?.channel?.members.nodes ?? []).flatMap(({ user }) => (user ? [user] : []));
  }

  private async characters(query: string): Promise<readonly Suggestion[]> {
    this.emoji ??= import('emoji-picker-element/database.js').then(
      ({ default: EmojiNames }) => new EmojiNames({ dataSource: emojiData, locale: 'en' }),
    );
    const found = await (await this.emoji).getEmojiBySearchQuery(query);
    return found.slice(0, atMost).flatMap((emoji) =>
      'unicode' in emoji
        ? [
            {
              id: emoji.unicode,
              label: emoji.annotation,
              detail: `:${emoji.shortcodes?.[0] ?? ''}:`,
              character: emoji.unicode,
            },
          ]
        : [],
    );
  }
}
