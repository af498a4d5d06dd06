import { Component } from '@angular/core';

/** A key of the keyboard: `<kbd appKbd>Esc</kbd>`. */
@Component({
  selector: 'kbd[appKbd]',
  template: `<ng-content />`,
  styleUrl: './kbd.scss',
  // "Ctrl+/" is read from left to right in every language.
  host: { dir: 'ltr' },
})
export class Kbd {}
