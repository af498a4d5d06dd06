import { Service } from '@angular/core';

const key = 'parley.drafts-gone';

/** Drafts that were thrown away here and may still be on the server: kept until the server says that they are gone. */
@Service()
export class GoneDrafts {
  private ids: readonly string[] = JSON.parse(localStorage.getItem(key) ?? '[]') as string[];

  all(): readonly string[] {
    return this.ids;
  }

  has(id: string): boolean {
    return this.ids.includes(id);
  }

  add(id: string): void {
    if (!this.has(id)) this.write([...this.ids, id]);
  }

  remove(id: string): void {
    this.write(this.ids.filter((each) => each !== id));
  }

  private write(ids: readonly string[]): void {
    this.ids = ids;
    localStorage.setItem(key, JSON.stringify(ids));
  }
}
