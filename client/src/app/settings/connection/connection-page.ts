import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Connection } from '../../core/graphql/connection';
import { Outbox } from '../../core/graphql/outbox';
import { Socket } from '../../core/graphql/socket';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { SettingRow } from '../setting-row';

/** How the line to the server stands; one can cut it and watch everything come back. */
@Component({
  selector: 'app-connection-page',
  imports: [Button, Chip, DayAndTimePipe, PluralPipe, SettingRow, TranslocoPipe],
  templateUrl: './connection-page.html',
  styleUrl: './connection-page.scss',
})
export class ConnectionPage {
  protected readonly connection = inject(Connection);
  protected readonly socket = inject(Socket);
  protected readonly unsent = inject(Outbox).unsentCount;
}
