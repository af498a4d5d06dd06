import { Service, computed, effect, inject } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Apollo, type QueryRef, onlyCompleteData } from 'apollo-angular';
import { Subject, auditTime, filter, fromEvent, map, merge } from 'rxjs';
import {
  type MeetingState,
  MeetingToldDocument,
  MeetingsDocument,
  type MeetingsQuery,
  type MeetingsQueryVariables,
} from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { furtherPages } from '../../core/graphql/further-pages';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Clock } from '../../ui/time/clock';
import { listsOf } from './room-lists.rules';

const MOST_OPEN = 100;
const PAGE = 30;

/** So many of those that are not over are followed: what runs, and what begins next. */
const MOST_FOLLOWED = 20;

/** The list is read again at most this often, however much happens in its meetings. */
const REREAD_MS = 1_000;

/** Every meeting that the viewer may see, by how things stand with it, kept current while the page is open. */
@Service({ autoProvided: false })
export class Meetings {
  private readonly apollo = inject(Apollo);
  private readonly now = inject(Clock).now;
  private readonly happened = new Subject<void>();

  private readonly openOnes = this.watch(['IDLE', 'LIVE', 'FAILED'], MOST_OPEN);
  private readonly overOnes = this.watch(['ENDED'], PAGE);
  private readonly open = rxResource({ stream: () => this.pageOf(this.openOnes) });
  private readonly over = rxResource({ stream: () => this.pageOf(this.overOnes) });
  private readonly overPage = computed(() => (this.over.hasValue() ? this.over.value() : null));

  readonly loading = computed(() => !this.open.hasValue() && this.open.isLoading());
  readonly error = computed(() => this.open.error() ?? null);
  readonly further = furtherPages(this.overPage, () => this.overOnes);
  private readonly all = computed(() => {
    const found = [
      ...(this.open.hasValue() ? this.open.value().nodes : []),
      ...(this.overPage()?.nodes ?? []),
    ];
    // One that ended a moment ago stands in both, as what it is now.
    return [...new Map(found.map((meeting) => [meeting.id, meeting])).values()];
  });
  readonly lists = computed(() => listsOf(this.all(), this.now()));
  readonly none = computed(() => this.open.hasValue() && this.all().length === 0);

  /** Where each stream begins that is followed; as long as the same meetings are, nothing is begun anew. */
  private readonly followed = computed(
    () =>
      [...this.lists().now, ...this.lists().planned, ...this.lists().permanent]
        .slice(0, MOST_FOLLOWED)
        .map(({ id, listCursor }) => ({ meetingId: id, after: listCursor })),
    {
      equal: (a, b) =>
        a.map(({ meetingId }) => meetingId).join() === b.map(({ meetingId }) => meetingId).join(),
    },
  );

  constructor() {
    reloadWhenBack(this.open);
    reloadWhenBack(this.over);
    effect((onCleanup) => {
      const streams = this.followed().map((variables) =>
        ephemeral(this.apollo, { query: MeetingToldDocument, variables }),
      );
      const following = merge(...streams)
        .pipe(filter(({ meetingEvents }) => meetingEvents.__typename !== 'CaughtUp'))
        .subscribe(() => {
          this.happened.next();
        });
      onCleanup(() => {
        following.unsubscribe();
      });
    });
    // Nobody tells of meetings that others made meanwhile: whoever comes back to the window sees them.
    const back = fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden));
    merge(this.happened, back)
      .pipe(auditTime(REREAD_MS), takeUntilDestroyed())
      .subscribe(() => {
        this.reread();
      });
  }

  /** Reads what there is anew; what is shown stays where that does not work. */
  reread(): void {
    for (const query of [this.openOnes, this.overOnes]) query.refetch().catch(() => undefined);
  }

  reload(): void {
    this.open.reload();
    this.over.reload();
  }

  private watch(states: MeetingState[], first: number): QueryRef<MeetingsQuery, MeetingsQueryVariables> {
    return this.apollo.watchQuery({
      query: MeetingsDocument,
      variables: { first, filter: { states } },
      fetchPolicy: 'cache-and-network',
      nextFetchPolicy: 'cache-first',
    });
  }

  private pageOf(query: QueryRef<MeetingsQuery, MeetingsQueryVariables>) {
    return query.valueChanges.pipe(
      onlyCompleteData(),
      map(({ data }) => data.meetings),
    );
  }
}
