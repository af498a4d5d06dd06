import { Service } from '@angular/core';
import { Subject } from 'rxjs';

/** How a feature asks for the command palette, which the shell has. */
@Service()
export class Palette {
  private readonly wanted = new Subject<void>();

  readonly asked = this.wanted.asObservable();

  open(): void {
    this.wanted.next();
  }
}
