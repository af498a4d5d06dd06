import { Service, computed, inject, linkedSignal, signal, untracked } from '@angular/core';
import { rxResource, takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import {
  EMPTY,
  type Observable,
  Subject,
  auditTime,
  filter,
  fromEvent,
  map,
  merge,
  switchMap,
  timer,
} from 'rxjs';
import {
  FolderContentDocument,
  type FolderContentQuery,
  FolderEventsDocument,
  MoreFolderContentDocument,
} from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { SayError } from '../../core/errors/say-error';
import { Live } from '../../core/graphql/live';
import { REREAD_MS } from '../../core/graphql/live.rules';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import type { FileNode } from '../node/file-node';
import { BY_NAME, type Order } from '../node/order.rules';
import { OwnSignals } from '../places/own-signals';
import type { OwnList, Place } from '../places/place';
import { afterEvent } from './content.events';
import { aboutOf, moreOfOwnList, ownList, rereadOwnList } from './own-list';
import { type ContentFilter, EVERYTHING, inputOf, isNarrowed } from './filter.rules';

const PAGE = 60;
const TYPING_PAUSE_MS = 200;
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
  private readonly signals = inject(OwnSignals);
  private readonly shown = signal<Place | null>(null);
  private readonly ownList = computed<OwnList | null>(() => {
    const kind = this.shown()?.kind ?? 'folder';
    return kind === 'folder' ? null : kind;
  });
  private readonly ordered = signal(storedOrder());
  private readonly narrowed = linkedSignal<Place | null, ContentFilter>({
    source: this.shown,
    computation: () => EVERYTHING,
  });
  private fetching = false;
  private readonly wanted = new Subject<void>();

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
        switchMap(() =>
          params.kind === 'folder'
            ? this.folderOf(params.id)
            : ownList(this.apollo, params.kind).pipe(map(own)),
        ),
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
    // What others call what they shared is told to nobody but those who look at it: it is seen when one comes back.
    const back = fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden));
    const told = toObservable(this.ownList).pipe(
      switchMap((list) => (list === null ? EMPTY : this.signals.about(...aboutOf(list)))),
    );
    merge(back, told, this.wanted)
      .pipe(auditTime(REREAD_MS), takeUntilDestroyed())
      .subscribe(() => {
        void this.rereadOwn();
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

  /** Reads a list of one's own again after a deed, also where nothing is signalled because the line is away. */
  refresh(): void {
    this.wanted.next();
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
    await moreOfOwnList(this.apollo, place.kind, after);
  }

  private async rereadOwn(): Promise<void> {
    const list = untracked(this.ownList);
    if (list === null) return;
    try {
      await rereadOwnList(this.apollo, list);
    } catch {
      // Without a network what is known stays; it is read again with the next signal.
    }
  }

  private folderOf(folderId: string): Observable<Content> {
    const looking = { folderId, order: this.ordered(), narrowed: this.isNarrowed() };
    return this.live
      .follow({
        query: FolderContentDocument,
        variables: { ...this.variables(), folderId },
        event: FolderEventsDocument,
        eventVariables: { nodeId: folderId },
        cursorOf: ({ folder }) => folder?.contentCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        apply: (data, event) => afterEvent(data, event, { ...looking, shown: this.nodes() }),
      })
      .pipe(map(({ data: { folder } }) => (folder ? { folder, ...folder.children } : NOTHING)));
  }
}

const own = (page: Omit<Content, 'folder'> | null | undefined): Content =>
  page ? { ...page, folder: null } : NOTHING;
