import { Component, input } from '@angular/core';

/** One setting: what it is, what it does, and its control at the end. */
@Component({
  selector: 'app-setting-row',
  template: `
    <span class="words">
      <strong class="heading"
        ><bdi>{{ heading() }}</bdi></strong
      >
      @if (text(); as words) {
        <span class="text"
          ><bdi>{{ words }}</bdi></span
        >
      }
      <ng-content select="[settingNote]" />
    </span>
    <ng-content />
  `,
  styleUrl: './setting-row.scss',
})
export class SettingRow {
  readonly heading = input.required<string>();
  readonly text = input<string>('');
}
