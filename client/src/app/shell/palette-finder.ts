import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type Observable, catchError, forkJoin, map, of } from 'rxjs';
import {
  type PaletteChannelFragment,
  PaletteChannelsDocument,
  PaletteFilesDocument,
  type PaletteFilesQuery,
  PaletteMessagesDocument,
  type PaletteMessagesQuery,
  PalettePeopleDocument,
  type SidebarItemFragment,
} from '../../generated/graphql';
import { forViewer, isSilent } from '../core/notifications/notify.rules';
import { Session } from '../core/session/session';
import { Sidebar } from '../core/sidebar/sidebar.store';
import { Clock } from '../ui/time/clock';
import { type Jump, jumpsFor } from './palette.rules';

/** What waits in a conversation: as the list shows it, nothing where it is silent. */
export interface Waits {
  readonly unread: number;
  /** How much of it is for the viewer. */
  readonly own: number;
}

/** A channel to go to. */
export interface FoundChannel extends Pick<
  PaletteChannelFragment,
  'id' | 'kind' | 'name' | 'postingRole' | 'topic'
> {
  readonly waits: Waits;
}

/** Somebody to write to. */
export interface FoundPerson {
  readonly id: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly title: string | null;
  /** The conversation with them, where there is one. */
  readonly channelId: string | null;
  readonly waits: Waits;
}

/** What fits what was typed. */
export interface Found {
  readonly channels: readonly FoundChannel[];
  readonly people: readonly FoundPerson[];
  readonly messages: PaletteMessagesQuery['searchMessages']['nodes'];
  readonly files: readonly PaletteFilesQuery['searchFiles']['nodes'][number]['file'][];
}

interface Known extends Jump {
  readonly entry: SidebarItemFragment;
  readonly waits: Waits;
}

/** So many letters are needed to look into messages and files. */
export const LEAST_LETTERS = 2;
const AT_MOST = 6;
const NOTHING: Waits = { unread: 0, own: 0 };

/** Finds what the palette offers: the viewer's own conversations at hand, and everything else from the server. */
@Service()
export class PaletteFinder {
  private readonly apollo = inject(Apollo);
  private readonly clock = inject(Clock);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);

  find(text: string): Observable<Found> {
    const searched = text.length >= LEAST_LETTERS;
    return forkJoin({
      channels: this.channels(text),
      people: this.people(text),
      messages: searched ? this.messages(text) : of([]),
      files: searched && !this.session.guest() ? this.files(text) : of([]),
    });
  }

  private known(): Known[] {
    const now = this.clock.now();
    return this.sidebar
      .entries()
      .filter(({ channel }) => !channel.archivedAt)
      .map((entry) => {
        const unread = isSilent(entry, now) ? 0 : entry.unreadCount;
        const waits = { unread, own: forViewer(entry, now) };
        const name = entry.peer?.displayName ?? entry.channel.name;
        return { entry, name, waits, unread: unread > 0, lastAt: entry.lastMessage?.sentAt ?? '' };
      });
  }

  /** The viewer's own channels, then those that they could join. */
  private channels(text: string): Observable<FoundChannel[]> {
    const query = {
      query: PaletteChannelsDocument,
      variables: { text },
      fetchPolicy: 'network-only' as const,
    };
    return this.apollo.query(query).pipe(
      map(({ data }) => {
        const found = (data?.channels.nodes ?? []).filter(({ kind }) => kind !== 'DIRECT');
        const topics = new Map(found.map(({ id, topic }) => [id, topic]));
        const known = this.known().filter(({ entry }) => !entry.peer && entry.channel.kind !== 'DIRECT');
        const own = jumpsFor(known, text).map(({ entry: { channel }, waits }) => {
          const { id, kind, name, postingRole } = channel;
          return { id, kind, name, postingRole, topic: topics.get(id) ?? null, waits };
        });
        const joined = new Set(known.map(({ entry }) => entry.channel.id));
        const others = found.filter(({ id }) => !joined.has(id)).map((each) => ({ ...each, waits: NOTHING }));
        return [...own, ...others].slice(0, AT_MOST);
      }),
    );
  }

  /** Those whom the viewer writes with, then everybody of the directory. */
  private people(text: string): Observable<FoundPerson[]> {
    const directory = {
      query: PalettePeopleDocument,
      variables: { text },
      fetchPolicy: 'network-only' as const,
    };
    const answer = this.session.guest()
      ? of([])
      : this.apollo.query(directory).pipe(map(({ data }) => data?.users.nodes ?? []));
    return answer.pipe(
      map((found) => {
        const titles = new Map(found.map(({ id, title }) => [id, title ?? null]));
        const own = jumpsFor(
          this.known().filter(({ entry }) => entry.peer),
          text,
        ).flatMap(({ entry: { peer, channel }, waits }) =>
          peer ? [{ ...peer, title: titles.get(peer.id) ?? null, channelId: channel.id, waits }] : [],
        );
        const met = new Set(own.map(({ id }) => id));
        const others = found
          .filter(({ id }) => !met.has(id))
          .map(({ title, ...each }) => ({ ...each, title: title ?? null, channelId: null, waits: NOTHING }));
        return [...own, ...others].slice(0, AT_MOST);
      }),
    );
  }

  private messages(text: string): Observable<Found['messages']> {
    const query = {
      query: PaletteMessagesDocument,
      variables: { text },
      fetchPolicy: 'network-only' as const,
    };
    return this.apollo.query(query).pipe(map(({ data }) => data?.searchMessages.nodes ?? []));
  }

  private files(text: string): Observable<Found['files']> {
    const query = { query: PaletteFilesDocument, variables: { text }, fetchPolicy: 'network-only' as const };
    return this.apollo.query(query).pipe(
      map(({ data }) => (data?.searchFiles.nodes ?? []).map(({ file }) => file)),
      // Without an answer about files everything else is still worth showing.
      catchError(() => of([])),
    );
  }
}
