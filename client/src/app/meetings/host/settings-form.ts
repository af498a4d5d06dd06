import { Component, booleanAttribute, computed, inject, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Check } from '../../ui/check/check';
import { Field, Input } from '../../ui/field/field';
import { ACTS, type Act, LAYOUTS, type Layout, type Settings, type Switch, withAct } from './settings.rules';

/** How a meeting works: how one comes in, what participants may do, how it is laid out. */
@Component({
  selector: 'app-settings-form',
  imports: [Check, Field, Input, TranslocoPipe],
  template: `
    <fieldset class="group">
      <legend class="legend">{{ 'rooms.settings.entry' | transloco }}</legend>
      @for (name of switches(); track name) {
        <app-check
          [checked]="settings()[name]"
          [disabled]="name === 'guests' && !mayInviteGuests() && !settings().guests"
          (checkedChange)="turn(name, $event)"
          >{{ 'rooms.settings.' + name | transloco }}</app-check
        >
      }
    </fieldset>
    <fieldset class="group">
      <legend class="legend">{{ 'rooms.settings.may' | transloco }}</legend>
      <div class="acts">
        @for (act of acts; track act) {
          <app-check
            [checked]="settings().participantsMay.includes(act)"
            (checkedChange)="allow(act, $event)"
            >{{ 'rooms.act.' + act | transloco }}</app-check
          >
        }
      </div>
    </fieldset>
    <app-field [label]="'rooms.settings.layout' | transloco">
      <select appInput [value]="settings().layout" (change)="lay($any($event.target).value)">
        @for (layout of layouts; track layout) {
          <option [value]="layout" [selected]="layout === settings().layout">
            {{ 'rooms.layout.' + layout | transloco }}
          </option>
        }
      </select>
    </app-field>
  `,
  styleUrl: './settings-form.scss',
})
export class SettingsForm {
  private readonly session = inject(Session);

  readonly settings = model.required<Settings>();
  /** Whether the meeting is there already, so that it can be locked. */
  readonly existing = input(false, { transform: booleanAttribute });

  protected readonly mayInviteGuests = computed(() => this.session.permissions().has('INVITE_GUESTS'));
  protected readonly acts = ACTS;
  protected readonly layouts = LAYOUTS;
  protected readonly switches = computed<readonly Switch[]>(() => [
    ...(['lobby', 'guests', 'mutedOnEntry', 'captions'] as const),
    ...(this.existing() ? (['locked'] as const) : []),
  ]);

  protected turn(name: Switch, on: boolean): void {
    this.settings.update((settings) => ({ ...settings, [name]: on }));
  }

  protected allow(act: Act, allowed: boolean): void {
    this.settings.update((settings) => ({
      ...settings,
      participantsMay: withAct(settings.participantsMay, act, allowed),
    }));
  }

  protected lay(layout: Layout): void {
    this.settings.update((settings) => ({ ...settings, layout }));
  }
}
