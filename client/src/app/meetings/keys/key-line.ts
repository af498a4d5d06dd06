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

  async read(meetingId: string): Promise<readonly HandedKey[]> {
    const { data } = await firstValueFrom(
      this.apollo.query({
        query: SealedMediaKeysDocument,
        variables: { id: meetingId },
        fetchPolicy: 'no-cache',
      }),
    );
    return data?.meeting?.viewerMediaKeys ?? [];
  }
}
