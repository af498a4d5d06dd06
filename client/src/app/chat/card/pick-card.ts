import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, effect, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { PickedPersonFragment } from '../../../generated/graphql';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Segmented } from '../../ui/segmented/segmented';
import { PeoplePicker } from '../dialogs/people-picker';
import { destinationsFor } from '../forward/destination.rules';

/** Chooses a channel or a person; closes with its id. */
@Component({
  selector: 'app-pick-card',
  imports: [DialogFrame, Field, Icon, Input, PeoplePicker, Segmented, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.card.share' | transloco">
      <div class="form">
        <app-segmented [label]="'chat.card.share' | transloco" [segments]="kinds()" [(value)]="kind" />
        @if (kind() === 'person') {
          <app-people-picker
            [single]="true"
            [label]="'chat.card.findPerson' | transloco"
            [(chosen)]="people"
          />
        } @else {
          <app-field [label]="'chat.card.findChannel' | transloco">
            <input
              appInput
              type="search"
              autocomplete="off"
              [value]="words()"
              (input)="words.set($any($event.target).value)"
            />
          </app-field>
          <ul class="places">
            @for (place of channels(); track place.id) {
              <li>
                <button type="button" class="place" (click)="dialog.close(place.id)">
                  <app-icon size="sm" [name]="place.icon" /><span dir="auto">{{ place.name }}</span>
                </button>
              </li>
            } @empty {
              <li class="quiet">{{ 'chat.forward.nowhere' | transloco }}</li>
            }
          </ul>
        }
      </div>
    </app-dialog-frame>
  `,
  styleUrl: './pick-card.scss',
})
export class PickCard {
  private readonly sidebar = inject(Sidebar);
  private readonly texts = inject(TranslocoService);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);

  protected readonly kind = signal<'channel' | 'person'>('channel');
  protected readonly words = signal('');
  protected readonly people = signal<readonly PickedPersonFragment[]>([]);
  protected readonly kinds = computed(() =>
    (['channel', 'person'] as const).map((value) => ({
      value,
      label: this.texts.translate(`chat.card.kinds.${value}`),
    })),
  );
  protected readonly channels = computed(() =>
    destinationsFor(this.sidebar.entries(), this.words()).filter(({ kind }) => kind !== 'DIRECT'),
  );

  constructor() {
    effect(() => {
      const [person] = this.people();
      if (person) this.dialog.close(person.id);
    });
  }
}
