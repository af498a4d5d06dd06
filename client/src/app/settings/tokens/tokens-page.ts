import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { RevokeTokenDocument, type TokenRowFragment, TokensDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe, RelativeDayPipe } from '../../ui/time/time-pipes';
import { Saved } from '../saved';
import { SettingRow } from '../setting-row';
import { NewToken } from './new-token';

/** Secrets with which programs act for the viewer. */
@Component({
  selector: 'app-tokens-page',
  imports: [
    Button,
    Chip,
    DayAndTimePipe,
    EmptyState,
    ErrorState,
    Icon,
    RelativeDayPipe,
    SettingRow,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './tokens-page.html',
  styleUrl: './tokens-page.scss',
})
export class TokensPage {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  protected readonly page = rxResource({ stream: () => read(this.apollo, TokensDocument, {}) });
  protected readonly tokens = computed(() =>
    this.page.hasValue() ? (this.page.value().viewer?.apiTokens ?? []) : [],
  );

  protected async create(): Promise<void> {
    const closed = firstValueFrom(this.dialogs.open<boolean>(NewToken).closed);
    if (await closed) this.page.reload();
  }

  protected async revoke({ id, name }: TokenRowFragment): Promise<void> {
    const question = {
      title: this.texts.translate('settings.tokens.revokeTitle', { name }),
      text: this.texts.translate('settings.tokens.revokeText'),
      confirm: this.texts.translate('settings.tokens.revoke'),
      danger: true,
    };
    if (!(await firstValueFrom(this.dialogs.ask(question)))) return;
    const input = { tokenId: id, key: crypto.randomUUID() };
    try {
      await change(this.apollo, RevokeTokenDocument, { input }, (cache) => {
        cache.evict({ id: cache.identify({ __typename: 'ApiToken', id }) });
      });
      this.saved.say();
    } catch (error) {
      // The token is still in the list, so it can be tried again.
      this.errors.toast(error);
    }
  }
}
