import { DestroyRef, Service, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { type Observable, map, switchMap, timer } from 'rxjs';
import {
  FavoriteFilesDocument,
  FolderContentDocument,
  type FolderContentQuery,
  FolderEventsDocument,
  MoreFolderContentDocument,
  RecentFilesDocument,
  SharedWithMeDocument,
  TrashedFilesDocument,
} from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { SayError } from '../../core/errors/say-error';
import { Live } from '../../core/graphql/live';
import { read } from '../../core/graphql/read';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import type { FileNode } from '../node/file-node';
import { BY_NAME, type Order } from '../node/order.rules';
import type { OwnList, Place } from '../places/place';
import { afterEvent } from './content.events';
import { followShared, rereadShared } from './shared-list';
import { type ContentFilter, EVERYTHING, inputOf, isNarrowed } from './filter.rules';

const PAGE = 60;
/** As long as events of one upload take to follow each other. */
const REREAD_MS = 300;
const TYPING_PAUSE_MS = 200;
/** How often a list of one's own is read again while it is looked at: it comes from everywhere, and no stream tells. */
const LOOK_AGAIN_MS = 15_000;
const STORED_ORDER = 'parley.files.order';

/** The folder on screen beside what is in it. */
export type ShownFolder = Omit<NonNullable<FolderContentQuery['folder']>, 'children'>;

/** What a place holds, as far as it was read. */
interface Content {
  /** Null for a list of one's own, and for a folder that is not there. */
  readonly folder: ShownFolder | null;
  readonly nodes: readonly FileNode[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
}

const NOTHING: Content = {
  folder: null,
  nodes: [],
  pageInfo: { hasNextPage: false, endCursor: null },
  totalCount: 0,
};

function storedOrder(): Order {
  const [by, direction] = (localStorage.getItem(STORED_ORDER) ?? '').split(' ');
  const isKnown = ['NAME', 'SIZE', 'UPDATED_AT', 'KIND'].includes(by ?? '');
  return isKnown ? ({ by, direction } as Order) : BY_NAME;
}

/** What is in the place on screen, read while one scrolls; a folder moves with the world. */
@Service({ autoProvided: false })
export class ContentStore {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly errors = inject(SayError);
  private readonly shown = signal<Place | null>(null);
  private readonly ordered = signal(storedOrder());
  private readonly narrowed = linkedSignal<Place | null, ContentFilter>({
    source: this.shown,
    computation: () => EVERYTHING,
  });
  private fetching = false;
  private rereading: ReturnType<typeof setTimeout> | undefined;

  readonly place = this.shown.asReadonly();
  readonly order = this.ordered.asReadonly();
  readonly filter = this.narrowed.asReadonly();
  readonly isNarrowed = computed(() => isNarrowed(this.narrowed()));

  private readonly variables = computed(() => ({
    first: PAGE,
    filter: inputOf(this.narrowed(), new Date()),
    orderBy: this.ordered(),
  }));
  private readonly content = rxResource<Content, Place | undefined>({
    params: () => {
      const place = this.shown();
      // What the folder is read by counts as well.
      if (place?.kind === 'folder') this.variables();
      return place ? { ...place } : undefined;
    },
    stream: ({ params }) =>
      timer(this.narrowed().text ? TYPING_PAUSE_MS : 0).pipe(
        switchMap(() => (params.kind === 'folder' ? this.folderOf(params.id) : this.listOf(params.kind))),
      ),
  });
  private readonly value = computed(() => (this.content.hasValue() ? this.content.value() : NOTHING));

  /** Whether the folder was taken away while it was looked at: what followed it is told that it is not there. */
  private readonly isGone = computed(
    () => this.shown()?.kind === 'folder' && errorCodes(this.content.error()).includes('NOT_FOUND'),
  );

  readonly error = computed(() => (this.isGone() ? null : (this.content.error() ?? null)));
  readonly loading = computed(() => !this.content.hasValue() && !this.content.error());
  readonly folder = computed(() => this.value().folder);
  readonly nodes = computed(() => this.value().nodes);
  readonly totalCount = computed(() => this.value().totalCount);
  readonly hasMore = computed(() => this.value().pageInfo.hasNextPage);
  /** Whether the folder is not there, or not for the viewer. */
  readonly isAbsent = computed(
    () => this.isGone() || (this.content.hasValue() && this.shown()?.kind === 'folder' && !this.folder()),
  );
  readonly mayAdd = computed(() => this.folder()?.viewerCan.includes('POST') ?? false);

  constructor() {
    reloadWhenBack(this.content);
    const look = (): void => {
      // What was scrolled to is not taken from under whoever looks at it.
      if (!document.hidden && this.nodes().length <= PAGE) this.refresh();
    };
    const again = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(again);
      document.removeEventListener('visibilitychange', look);
    });
  }

  show(place: Place | null): void {
    const known = this.shown();
    const isSame = JSON.stringify(known) === JSON.stringify(place);
    if (!isSame) this.shown.set(place);
  }

  narrow(change: Partial<ContentFilter>): void {
    this.narrowed.update((filter) => ({ ...filter, ...change }));
  }

  orderBy(order: Order): void {
    this.ordered.set(order);
    localStorage.setItem(STORED_ORDER, `${order.by} ${order.direction}`);
  }

  reload(): void {
    this.content.reload();
  }

  /** Reads a list of one's own again: nobody says when something comes to it. */
  refresh(): void {
    const kind = this.shown()?.kind;
    if (kind === 'shared') void rereadShared(this.apollo, PAGE);
    else if (kind !== 'folder') this.content.reload();
  }

  /** Reads the next page, once however often it is asked for meanwhile. */
  async more(): Promise<void> {
    const { hasNextPage, endCursor: after } = this.value().pageInfo;
    if (this.fetching || !hasNextPage || after === null) return;
    this.fetching = true;
    try {
      await this.readMore(after);
    } catch (error) {
      // What is shown stays; what stands against showing more is said.
      this.errors.toast(error);
    } finally {
      this.fetching = false;
    }
  }

  private async readMore(after: string): Promise<void> {
    const place = this.shown();
    if (!place) return;
    const options = { fetchPolicy: 'network-only' } as const;
    const { client } = this.apollo;
    if (place.kind === 'folder') {
      const variables = { ...this.variables(), after, folderId: place.id };
      await client.query({ query: MoreFolderContentDocument, variables, ...options });
      return;
    }
    const variables = { first: PAGE, after };
    if (place.kind === 'shared') await client.query({ query: SharedWithMeDocument, variables, ...options });
    else if (place.kind === 'recent') {
      await client.query({ query: RecentFilesDocument, variables, ...options });
    } else if (place.kind === 'trash') {
      await client.query({ query: TrashedFilesDocument, variables, ...options });
    } else await client.query({ query: FavoriteFilesDocument, variables, ...options });
  }

  private folderOf(folderId: string): Observable<Content> {
    const looking = { folderId, order: this.ordered(), narrowed: this.isNarrowed() };
    return this.live
      .follow({
        query: FolderContentDocument,
        variables: { ...this.variables(), folderId },
        event: FolderEventsDocument,
        eventVariables: { nodeId: folderId },
        cursorOf: ({ folder }) => folder?.liveCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        apply: (data, event) => {
          const step = afterEvent(data, event, { ...looking, shown: this.nodes() });
          if (step !== 'reread') return step;
          this.rereadSoon();
          return data;
        },
      })
      .pipe(map(({ data: { folder } }) => (folder ? { folder, ...folder.children } : NOTHING)));
  }

  /** Once for many events: a hundred files that are scanned are one reading. */
  private rereadSoon(): void {
    this.rereading ??= setTimeout(() => {
      this.rereading = undefined;
      this.content.reload();
    }, REREAD_MS);
  }

  private listOf(list: OwnList): Observable<Content> {
    const variables = { first: PAGE };
    if (list === 'recent') {
      return read(this.apollo, RecentFilesDocument, variables).pipe(
        map((data) => own(data.viewer?.recentFiles)),
      );
    }
    if (list === 'shared') {
      return followShared(this.apollo, PAGE).pipe(map(own));
    }
    if (list === 'trash') {
      return read(this.apollo, TrashedFilesDocument, variables).pipe(map((data) => own(data.viewer?.trash)));
    }
    return read(this.apollo, FavoriteFilesDocument, variables).pipe(
      map((data) => own(data.viewer?.favoriteFiles)),
    );
  }
}

const own = (page: Omit<Content, 'folder'> | null | undefined): Content =>
  page ? { ...page, folder: null } : NOTHING;
