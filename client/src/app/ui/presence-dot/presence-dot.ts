import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** The states a person can be in, as the contract names them. */
export type Presence = 'ONLINE' | 'AWAY' | 'BUSY' | 'DO_NOT_DISTURB' | 'IN_CALL' | 'OFFLINE';

/** Whether somebody is there: disc, crescent, disc with bar, camera, ring. The shape says it, the colour repeats it. */
@Component({
  selector: 'app-presence-dot',
  imports: [TranslocoPipe],
  templateUrl: './presence-dot.html',
  styleUrl: './presence-dot.scss',
})
export class PresenceDot {
  readonly state = input.required<Presence>();
}
