import { Component } from '@angular/core';

/** The hours under a day strip. */
@Component({
  selector: 'app-day-scale',
  template: `<span>00</span><span>06</span><span>12</span><span>18</span><span>24</span>`,
  styleUrl: './day-scale.scss',
  host: { 'aria-hidden': 'true' },
})
export class DayScale {}
