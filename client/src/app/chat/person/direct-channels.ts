import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { OpenDirectChannelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';

/** The conversations of two. */
@Service()
export class DirectChannels {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  /** The one channel with somebody, made where there is none; null when it could not be had, which is then said. */
  async with(userId: string): Promise<string | null> {
    const variables = { input: { userId, key: crypto.randomUUID() } };
    try {
      const { data } = await firstValueFrom(
        this.apollo.mutate({ mutation: OpenDirectChannelDocument, variables }),
      );
      return data?.openDirectChannel.id ?? null;
    } catch (error) {
      // Nothing was lost; the person can choose again.
      this.errors.toast(error);
      return null;
    }
  }
}
