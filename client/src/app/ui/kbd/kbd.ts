import { Component } from '@angular/core';

/** A key of the keyboard: `<kbd appKbd>Esc</kbd>`. */
@Component({
  selector: 'kbd[appKbd]',
  template: `<ng-content />`,
  styleUrl: './kbd.scss',
})
export class Kbd {}
