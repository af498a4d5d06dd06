import { Service, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { Subject, firstValueFrom } from 'rxjs';
import {
  CallEventsDocument,
  type CallViewFragment,
  OneCallDocument,
  OwnCallsDocument,
  type OwnCallsQuery,
} from '../../../generated/graphql';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Session } from '../../core/session/session';
import { afterCallEvent, callIn } from './call.rules';

/** The viewer's calls that ring or run, on whichever device, kept current wherever the viewer is. */
@Service()
export class OwnCalls {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly session = inject(Session);
  private readonly told = new Subject<CallViewFragment>();

  /** Every call as it is after something happened to it, also one that is over by that. */
  readonly heard = this.told.asObservable();

  private readonly snapshot = rxResource({
    params: () => this.session.viewer()?.id,
    stream: () =>
      this.live.follow({
        query: OwnCallsDocument,
        variables: {},
        event: CallEventsDocument,
        cursorOf: ({ viewer }: OwnCallsQuery) => viewer?.callCursor,
        eventOf: ({ callEvents }) => callEvents,
        apply: (data, event) => {
          const call = callIn(event);
          // After the list has taken it in: who hears it may write to the cache as well.
          if (call) {
            queueMicrotask(() => {
              this.told.next(call);
            });
          }
          return afterCallEvent(data, event);
        },
      }),
  });

  readonly loaded = computed(() => this.snapshot.hasValue());
  readonly list = computed<readonly CallViewFragment[]>(() =>
    this.snapshot.hasValue() ? (this.snapshot.value().data.viewer?.activeCalls ?? []) : [],
  );

  constructor() {
    reloadWhenBack(this.snapshot);
  }

  callOf(id: string): CallViewFragment | null {
    return this.list().find((call) => call.id === id) ?? null;
  }

  /** How a call stands that is not in the list any more; what the stream tells of it in the meantime stays. */
  async read(id: string): Promise<CallViewFragment | null> {
    const { data } = await firstValueFrom(
      this.apollo.query({ query: OneCallDocument, variables: { id }, fetchPolicy: 'no-cache' }),
    );
    return data?.call ?? null;
  }
}
