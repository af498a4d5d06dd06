import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo, onlyCompleteData } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import { BrowseChannelsDocument, JoinChannelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { channelIcon } from '../sidebar/sidebar.rules';

/** Channels that can be joined; closes with the one that was joined or looked at. */
@Component({
  selector: 'app-browse-channels',
  imports: [Button, DialogFrame, Field, Icon, Input, PluralPipe, TranslocoPipe],
  templateUrl: './browse-channels.html',
  styleUrl: './browse-channels.scss',
})
export class BrowseChannels {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);

  protected readonly text = signal('');
  private readonly found = rxResource({
    params: () => ({ text: this.text().trim() }),
    stream: ({ params: { text } }) =>
      this.apollo
        .watchQuery({ query: BrowseChannelsDocument, variables: { text }, fetchPolicy: 'cache-and-network' })
        .valueChanges.pipe(
          onlyCompleteData(),
          map(({ data }) => data.channels),
        ),
  });
  protected readonly page = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly iconOf = channelIcon;

  protected async join(channelId: string): Promise<void> {
    const variables = { input: { channelId, key: crypto.randomUUID() } };
    try {
      await firstValueFrom(this.apollo.mutate({ mutation: JoinChannelDocument, variables }));
      this.dialog.close(channelId);
    } catch (error) {
      // The list stays open for another choice.
      this.errors.toast(error);
    }
  }

  protected async more(): Promise<void> {
    const variables = { text: this.text().trim(), after: this.page()?.pageInfo.endCursor ?? null };
    await firstValueFrom(
      this.apollo.query({ query: BrowseChannelsDocument, variables, fetchPolicy: 'network-only' }),
    );
  }
}
