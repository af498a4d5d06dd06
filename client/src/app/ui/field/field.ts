import { Component, Directive, ElementRef, contentChild, effect, inject, input } from '@angular/core';
import { Icon } from '../icon/icon';

let fields = 0;

/** A native input, select or textarea in a field: `<input appInput>`. */
@Directive({
  selector: 'input[appInput], select[appInput], textarea[appInput]',
  host: { class: 'app-input' },
})
export class Input {
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
}

/** A label above a control, a hint below it, and the error that takes the hint's place. */
@Component({
  selector: 'app-field',
  imports: [Icon],
  templateUrl: './field.html',
  styleUrl: './field.scss',
  host: { '[class.bad]': '!!error()' },
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input<string>('');
  readonly error = input<string | null | undefined>(null);
  protected readonly id = `field-${++fields}`;
  private readonly control = contentChild.required(Input);

  constructor() {
    effect(() => {
      const { element } = this.control();
      element.id = this.id;
      element.setAttribute('aria-invalid', String(Boolean(this.error())));
      const described = Boolean(this.error()) || Boolean(this.hint());
      if (described) element.setAttribute('aria-describedby', `${this.id}-note`);
      else element.removeAttribute('aria-describedby');
    });
  }
}
