import { Component } from '@angular/core';
import { Icon } from '../../ui/icon/icon';

/** What the organisation lays down in place of a choice, and why there is none. */
@Component({
  selector: 'app-fixed-watermark',
  imports: [Icon],
  template: `<app-icon name="lock-simple" size="sm" /><span><ng-content /></span>`,
  styleUrl: './fixed-watermark.scss',
})
export class FixedWatermark {}
