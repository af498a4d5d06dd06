import { Component } from '@angular/core';

/** Two circles and what they share. */
@Component({
  selector: 'app-logo',
  template: `
    <svg class="mark" viewBox="0 0 36 36" aria-hidden="true">
      <circle class="filled" cx="13.5" cy="18" r="11.5" />
      <circle class="ring" cx="22.5" cy="18" r="10.4" />
      <path class="shared" d="M18 7.4a11.5 11.5 0 0 1 0 21.2 11.5 11.5 0 0 1 0-21.2Z" />
    </svg>
  `,
  styleUrl: './logo.scss',
})
export class Logo {}
