import { Component } from '@angular/core';

/** A key of the keyboard: `<kbd appKbd>Esc</kbd>`. */
@Component({
  // eslint-disable-next-line @angular-eslint/component-selector -- the native element says what it is
  selector: 'kbd[appKbd]',
  template: `<ng-content />`,
  styleUrl: './kbd.scss',
})
export class Kbd {}
