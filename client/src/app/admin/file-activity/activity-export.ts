import { Component, computed, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { addressOfExport } from './export.rules';

/** Who did what with the files of the organisation, as a table for other programs. */
@Component({
  selector: 'app-activity-export',
  imports: [Button, Field, Icon, Input, TranslocoPipe],
  template: `
    <div class="form">
      <app-field [label]="'admin.activity.from' | transloco">
        <input appInput type="date" [value]="from()" (input)="from.set($any($event.target).value)" />
      </app-field>
      <app-field [label]="'admin.activity.to' | transloco">
        <input
          appInput
          type="date"
          [min]="from()"
          [value]="to()"
          (input)="to.set($any($event.target).value)"
        />
      </app-field>
      <p class="note whole">{{ 'admin.activity.exportText' | transloco }}</p>
      <p class="deeds whole">
        <a appButton="primary" download="activity.csv" [href]="address()">
          <app-icon name="download-simple" size="sm" />{{ 'admin.activity.export' | transloco }}
        </a>
      </p>
    </div>
  `,
  styleUrl: './file-activity-page.scss',
})
export class ActivityExport {
  protected readonly from = signal('');
  protected readonly to = signal('');
  protected readonly address = computed(() => addressOfExport('/f/activity.csv', this.from(), this.to()));
}
