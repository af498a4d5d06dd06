import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  type MediaKeyShareInput,
  SealedMediaKeysDocument,
  ShareMediaKeysDocument,
} from '../../../generated/graphql';
import { change } from '../../core/graphql/change';

/** A key as it was handed out. */
export interface HandedKey {
  readonly fromParticipantId: string;
  readonly epoch: number;
  readonly sealed: string;
}

/** The way on which sealed keys go from device to device: through the server, which cannot open them. */
@Service()
export class KeyLine {
  private readonly apollo = inject(Apollo);

  async share(meetingId: string, epoch: number, shares: readonly MediaKeyShareInput[]): Promise<void> {
    const input = { meetingId, epoch, shares: [...shares], key: crypto.randomUUID() };
    await change(this.apollo, ShareMediaKeysDocument, { input });
  }

  /** What was handed out to this device; which epoch it is now is known everywhere after it. */
  async read(meetingId: string): Promise<readonly HandedKey[]> {
    const { data } = await firstValueFrom(
      this.apollo.query({
        query: SealedMediaKeysDocument,
        variables: { id: meetingId },
        fetchPolicy: 'no-cache',
      }),
    );
    const meeting = data?.meeting;
    if (!meeting) return [];
    const { id, keyEpoch, viewerMediaKeys } = meeting;
    // Whoever works with keys of an epoch that has passed would look for the next ones in vain.
    const { cache } = this.apollo.client;
    cache.modify({ id: cache.identify({ __typename: 'Meeting', id }), fields: { keyEpoch: () => keyEpoch } });
    return viewerMediaKeys;
  }
}
