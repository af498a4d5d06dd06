import { Service, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';

/** The window's title: a route's `title` is the key of a text, or a name that a page gives while it is open. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly texts = inject(TranslocoService);
  private readonly key = signal<string | undefined>(undefined);
  private readonly name = signal<string | null>(null);
  private readonly prefix = signal<string | null>(null);

  constructor() {
    super();
    effect(() => {
      this.texts.activeLang();
      const key = this.key();
      const page = this.name() ?? (key ? this.texts.translate(key) : null);
      const title = page ? `${page} · Parley` : 'Parley';
      const prefix = this.prefix();
      this.title.setTitle(prefix ? `${prefix} ${title}` : title);
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.name.set(null);
    this.key.set(this.buildTitle(state));
  }

  /** Names what the page shows, such as a channel. */
  call(name: string): void {
    this.name.set(name);
  }

  /** Says before the name what waits elsewhere, such as "(3)"; null for nothing. */
  mark(prefix: string | null): void {
    this.prefix.set(prefix);
  }
}
