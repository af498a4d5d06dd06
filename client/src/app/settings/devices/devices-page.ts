import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { type DeviceRowFragment, DevicesDocument, EndDeviceDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { Saved } from '../saved';
import { SettingRow } from '../setting-row';
import { PasswordForm } from './password-form';

/** Where one is signed in, the way to end it, and the password. */
@Component({
  selector: 'app-devices-page',
  imports: [Button, Chip, DayAndTimePipe, ErrorState, PasswordForm, SettingRow, Skeleton, TranslocoPipe],
  templateUrl: './devices-page.html',
  styleUrl: './devices-page.scss',
})
export class DevicesPage {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  protected readonly page = rxResource({ stream: () => read(this.apollo, DevicesDocument, {}) });
  protected readonly devices = computed(() =>
    this.page.hasValue() ? (this.page.value().viewer?.sessions ?? []) : [],
  );
  protected readonly others = computed(() => this.devices().filter(({ current }) => !current));

  protected placeOf({ country }: DeviceRowFragment): string {
    if (!country) return '';
    return new Intl.DisplayNames([this.texts.getActiveLang()], { type: 'region' }).of(country) ?? '';
  }

  protected async end(devices: readonly DeviceRowFragment[]): Promise<void> {
    try {
      await Promise.all(devices.map(({ id }) => this.endOne(id)));
      this.saved.say();
    } catch (error) {
      // The list keeps what could not be ended, so it can be tried again.
      this.errors.toast(error);
    }
  }

  protected async endOthers(): Promise<void> {
    const question = {
      title: this.texts.translate('settings.devices.endOthers'),
      text: this.texts.translate('settings.devices.endOthersText'),
      confirm: this.texts.translate('settings.devices.endOthers'),
      danger: true,
    };
    if (await firstValueFrom(this.dialogs.ask(question))) await this.end(this.others());
  }

  private async endOne(sessionId: string): Promise<void> {
    const input = { sessionId, key: crypto.randomUUID() };
    await change(this.apollo, EndDeviceDocument, { input }, (cache) => {
      cache.evict({ id: cache.identify({ __typename: 'Session', id: sessionId }) });
    });
  }
}
