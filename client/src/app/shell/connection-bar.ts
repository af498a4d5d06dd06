import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Connection } from '../core/graphql/connection';
import { Outbox } from '../core/graphql/outbox';
import { PluralPipe } from '../core/i18n/plural';
import { Icon } from '../ui/icon/icon';

/** Says that the line is away, and that nothing is lost; never more than one thin bar. */
@Component({
  selector: 'app-connection-bar',
  imports: [Icon, PluralPipe, TranslocoPipe],
  templateUrl: './connection-bar.html',
  styleUrl: './connection-bar.scss',
})
export class ConnectionBar {
  protected readonly state = inject(Connection).state;
  protected readonly waiting = inject(Outbox).waitingCount;
}
