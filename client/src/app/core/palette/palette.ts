import { Service, signal } from '@angular/core';
import { Subject } from 'rxjs';

/** How a feature asks for the command palette, which the shell has. */
@Service()
export class Palette {
  private readonly wanted = new Subject<void>();

  readonly asked = this.wanted.asObservable();

  /** The conversation that was chosen to write in; whoever shows it moves the focus there, and takes this back. */
  readonly writeIn = signal<string | null>(null);

  open(): void {
    this.wanted.next();
  }
}
