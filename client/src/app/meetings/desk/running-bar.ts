import { Component, booleanAttribute, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import type { LocalMedia } from '../media/local-media';
import { MediaSwitches } from './media-switches';

/** What goes on while one works elsewhere: back to it by its picture and name, and what is needed at once. */
@Component({
  selector: 'app-running-bar',
  imports: [Icon, MediaSwitches, RouterLink, TranslocoPipe],
  templateUrl: './running-bar.html',
  styleUrl: './running-bar.scss',
})
export class RunningBar {
  /** What the bar is, for those who do not see it. */
  readonly label = input.required<string>();
  readonly name = input.required<string>();
  /** How long it has lasted, or what it waits for. */
  readonly state = input.required<string>();
  /** Where it is. */
  readonly address = input.required<readonly string[]>();
  readonly media = input.required<LocalMedia>();
  readonly shares = input(false, { transform: booleanAttribute });
  readonly held = input(false, { transform: booleanAttribute });
  readonly left = output();
}
