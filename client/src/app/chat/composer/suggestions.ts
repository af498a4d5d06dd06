import { Service, inject, resource, signal, untracked } from '@angular/core';
import type Database from 'emoji-picker-element/database.js';
import type { Emoji } from 'emoji-picker-element/shared';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  MentionableGroupsDocument,
  MentionablePeopleDocument,
  SearchPeopleDocument,
  SuggestTagsDocument,
} from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import type { Suggestion } from '../../ui/composer-suggestions/composer-suggestions';
import { emojiData } from '../../ui/emoji-picker/emoji-picker';
import { ChannelStore } from '../channel/channel.store';
import { CustomEmojis } from '../emoji/custom-emojis';
import { Commands } from './commands';
import { groupMentions } from './mention.rules';
import { matching } from './suggestion.rules';
import type { SuggestionToken } from './writing.rules';

const atMost = 8;
const channelsAtMost = 5;

interface Group {
  readonly id: string;
  readonly name: string;
}

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly title?: string | null;
}

/** What fits what is being typed after an @, a :, a # or a first / in the channel on screen. */
@Service({ autoProvided: false })
export class Suggestions {
  private readonly apollo = inject(Apollo);
  private readonly store = inject(ChannelStore);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);
  private readonly texts = inject(TranslocoService);
  private readonly commands = inject(Commands);
  private readonly customEmojis = inject(CustomEmojis);
  private emoji: Promise<Database> | undefined;

  readonly token = signal<SuggestionToken | null>(null);
  private readonly found = resource({
    params: () => this.token() ?? undefined,
    loader: ({ params: { kind, query } }) => {
      if (kind === 'emoji') return this.characters(query);
      if (kind === 'tag') return this.tagsAndChannels(query);
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
    return [...persons, ...groups, ...(await this.beyond(query, people))].slice(0, atMost);
  }

  /** Groups of the organisation, and people who are not here: whoever writes is told that before sending. */
  private async beyond(query: string, known: readonly Person[]): Promise<readonly Suggestion[]> {
    if (query.length < 2 || untracked(this.session.guest)) return [];
    const { data } = await firstValueFrom(this.apollo.query({ query: MentionableGroupsDocument }));
    const { teams, departments, roles } = data?.viewer?.organization ?? {};
    const kinds: Readonly<Record<string, readonly Group[] | undefined>> = {
      ...{ team: teams?.nodes, department: departments?.nodes, role: roles },
    };
    const groups = Object.entries(kinds).flatMap(([kind, all]) =>
      matching(all ?? [], query, ({ name }) => name).map(({ id, name }) => ({
        id,
        label: name,
        detail: this.texts.translate(`chat.mention.${kind}`),
        character: '👥',
      })),
    );
    const people = untracked(this.store.channel)?.kind === 'DIRECT' ? [] : await this.outsiders(query, known);
    return [...groups, ...people];
  }

  private async outsiders(text: string, known: readonly Person[]): Promise<readonly Suggestion[]> {
    const query = { query: SearchPeopleDocument, variables: { text } };
    const { data } = await firstValueFrom(this.apollo.query(query));
    const inside = new Set([...known.map(({ id }) => id), this.store.viewerId()]);
    for (const { user } of untracked(this.store.channel)?.members.nodes ?? []) if (user) inside.add(user.id);
    return (data?.users.nodes ?? [])
      .filter(({ id }) => !inside.has(id))
      .map((person) => ({
        id: person.id,
        label: person.displayName,
        detail: this.texts.translate('chat.mention.outside'),
        person,
      }));
  }

  /** What a # leads to: a tag that is known and written in full, then channels, then tags that begin with it. */
  private async tagsAndChannels(query: string): Promise<readonly Suggestion[]> {
    const channels = this.channels(query).slice(0, channelsAtMost);
    // A hashtag is one word.
    const tags = query.includes(' ') ? [] : await this.tags(query);
    const whole = tags.filter(({ label }) => label === `#${query.toLowerCase()}`);
    const others = tags.filter((tag) => !whole.includes(tag));
    // A tag that is written in full needs no choosing where nothing else is meant, so that Enter sends.
    return [...(channels.length > 0 ? whole : []), ...channels, ...others].slice(0, atMost);
  }

  private channels(query: string): readonly Suggestion[] {
    const places = untracked(this.sidebar.entries).filter(
      ({ peer, channel }) => !peer && !channel.archivedAt,
    );
    return matching(places, query, ({ channel }) => channel.name).map(({ channel }) => ({
      id: channel.id,
      label: `#${channel.name}`,
      detail: this.texts.translate('chat.mention.place'),
      character: channel.icon ?? '#',
    }));
  }

  private async tags(beginning: string): Promise<readonly Suggestion[]> {
    const query = { query: SuggestTagsDocument, variables: { beginning } };
    const { data } = await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'network-only' }));
    return (data?.hashtags ?? []).map(({ name, messageCount }) => ({
      id: `#${name}`,
      label: `#${name}`,
      detail: String(messageCount),
      character: '#',
    }));
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
    return [...this.ownEmoji(query), ...this.unicode(found)].slice(0, atMost);
  }

  private ownEmoji(query: string): readonly Suggestion[] {
    this.customEmojis.ask();
    const addresses = [...untracked(this.customEmojis.addresses)];
    return matching(addresses, query, ([name]) => name).map(([name, imageUrl]) => ({
      id: `:${name}:`,
      label: name,
      detail: `:${name}:`,
      ...{ character: `:${name}:`, imageUrl },
    }));
  }

  private unicode(found: readonly Emoji[]): readonly Suggestion[] {
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
