import { Service, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { EMPTY, catchError, map } from 'rxjs';
import { ShellCountsDocument } from '../../generated/graphql';
import { Connection } from '../core/graphql/connection';
import { read } from '../core/graphql/read';
import { plural } from '../core/i18n/plural';
import { followPresence } from '../core/presence/follow-presence';
import { Session } from '../core/session/session';
import { Sidebar } from '../core/sidebar/sidebar.store';

/** What the frame shows of the viewer: what waits for them, and how they are there. */
@Service({ autoProvided: false })
export class ShellCounts {
  private readonly apollo = inject(Apollo);
  private readonly connection = inject(Connection);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);

  private readonly viewer = toSignal(
    read(this.apollo, ShellCountsDocument, {}).pipe(
      map(({ viewer }) => viewer),
      // Counts are a convenience: without them the frame works just as well.
      catchError(() => EMPTY),
    ),
  );

  readonly mentions = inject(Sidebar).mentionCount;
  readonly mentionsLabel = computed(() => {
    this.texts.activeLang();
    return plural(this.texts, 'shell.mentions', this.mentions());
  });
  /** A viewer whose line stands is here, even where the answer was given just before it stood. */
  readonly presence = computed(() => {
    const state = this.viewer()?.user.presence?.state ?? null;
    return state === 'OFFLINE' && this.connection.openSince() ? 'ONLINE' : state;
  });

  constructor() {
    followPresence(
      computed(() => {
        const viewer = this.session.viewer();
        return viewer ? [viewer.id] : [];
      }),
    );
  }
}
