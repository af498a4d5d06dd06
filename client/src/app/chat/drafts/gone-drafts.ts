import { Service, inject } from '@angular/core';
import { Session } from '../../core/session/session';

/** Drafts that were thrown away here and may still be on the server: kept until the server says that they are gone. */
@Service()
export class GoneDrafts {
  private readonly session = inject(Session);

  all(): readonly string[] {
    return JSON.parse(localStorage.getItem(this.key()) ?? '[]') as string[];
  }

  has(id: string): boolean {
    return this.all().includes(id);
  }

  add(id: string): void {
    if (!this.has(id)) this.write([...this.all(), id]);
  }

  remove(id: string): void {
    this.write(this.all().filter((each) => each !== id));
  }

  private write(ids: readonly string[]): void {
    if (ids.length > 0) localStorage.setItem(this.key(), JSON.stringify(ids));
    else localStorage.removeItem(this.key());
  }

  // Several people may use one browser after each other.
  private key(): string {
    return `parley.drafts-gone.${this.session.viewer()?.id ?? ''}`;
  }
}
