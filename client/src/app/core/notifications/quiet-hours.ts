import { Service, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { QuietHoursDocument, QuietWeekFragmentDoc, SetQuietHoursDocument } from '../../../generated/graphql';
import { change } from '../graphql/change';
import { read } from '../graphql/read';
import { Session } from '../session/session';
import { type QuietSpan, isQuiet } from './notify.rules';

/** When the viewer is not to be told, on any device. */
@Service()
export class QuietHours {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);

  private readonly week = rxResource({
    params: () => this.session.viewer()?.id,
    stream: () =>
      read(this.apollo, QuietHoursDocument, {}).pipe(map(({ viewer }) => viewer?.quietHours?.spans ?? [])),
  });
  readonly loaded = computed(() => this.week.hasValue());
  readonly failure = this.week.error;
  readonly spans = computed<readonly QuietSpan[]>(() => (this.week.hasValue() ? this.week.value() : []));

  isQuiet(now: Date): boolean {
    return isQuiet(this.spans(), this.session.viewer()?.timeZone ?? 'UTC', now);
  }

  /** Keeps a whole week; throws what it was refused for. */
  async set(spans: readonly QuietSpan[]): Promise<void> {
    const viewerId = this.session.viewer()?.id;
    const input = {
      spans: spans.map(({ day, startsAt, endsAt }) => ({ day, startsAt, endsAt })),
      key: crypto.randomUUID(),
    };
    await change(this.apollo, SetQuietHoursDocument, { input }, (cache, { data }) => {
      if (!data || !viewerId) return;
      cache.writeFragment({
        id: cache.identify({ __typename: 'Viewer', id: viewerId }),
        fragment: QuietWeekFragmentDoc,
        data: { __typename: 'Viewer', id: viewerId, quietHours: data.setQuietHours },
      });
    });
  }

  tryAgain(): void {
    this.week.reload();
  }
}
