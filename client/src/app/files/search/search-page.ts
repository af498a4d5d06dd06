import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { map } from 'rxjs';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { AtEnd } from '../content/at-end';
import { FilterPicks } from '../content/filter-picks';
import { isNarrowed } from '../content/filter.rules';
import { countText } from '../node/count-text';
import { PlacesList } from '../places/places-list';
import { OwnSignals } from '../places/own-signals';
import { PlacesStore } from '../places/places.store';
import { PreviewOpener } from '../preview/preview-opener';
import { type Asked, addressOf, askedBy, asksSomething } from './asked.rules';
import { FoundFile } from './found-file';
import { FoundStore } from './found.store';

/** As long as somebody types nothing is asked, in milliseconds. */
const PAUSE_MS = 250;

/** Looks through the names, words and tags of everything that the viewer may see. */
@Component({
  selector: 'app-file-search-page',
  imports: [
    ...[AtEnd, EmptyState, ErrorState, FilterPicks, FoundFile, Icon, Panes, PlacesList],
    ...[SheetHeader, Skeleton, TranslocoPipe],
  ],
  providers: [FoundStore, OwnSignals, PlacesStore],
  templateUrl: './search-page.html',
  styleUrl: './search-page.scss',
})
export class SearchPage {
  private readonly preview = inject(PreviewOpener);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  protected readonly errors = inject(SayError);
  protected readonly store = inject(FoundStore);

  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly asked = toSignal(this.route.queryParamMap.pipe(map(askedBy)), {
    initialValue: askedBy(this.route.snapshot.queryParamMap),
  });
  protected readonly text = signal(this.asked().text);
  /** What the address was last given from here. */
  private sent = this.asked().text;
  protected readonly asksSomething = computed(() => asksSomething(this.asked()));
  protected readonly isNarrowed = computed(
    () => isNarrowed({ ...this.asked(), text: '' }) || this.asked().owner !== '',
  );
  protected readonly files = computed(() => this.store.nodes().map(({ file }) => file));
  /** Oneself, and whose files were found. */
  protected readonly owners = computed(() => {
    this.texts.activeLang();
    const known = new Map(this.files().map(({ owner }) => [owner?.id ?? '', owner?.displayName ?? '']));
    const { owner } = this.asked();
    if (owner && !known.has(owner)) known.set(owner, this.texts.translate('files.search.oneOwner'));
    const me = this.session.viewer()?.id ?? '';
    known.delete('');
    known.delete(me);
    const others = [...known].map(([id, name]) => ({ id, name }));
    return [{ id: me, name: this.texts.translate('files.you') }, ...others];
  });
  protected readonly counted = computed(() => {
    this.texts.activeLang();
    if (this.files().length === 0) return '';
    const total = this.store.hasMore() ? this.store.totalCount() : this.files().length;
    return total === undefined ? '' : countText(this.texts, 'files.files', total);
  });
  protected readonly noneText = computed(() => {
    this.texts.activeLang();
    const { text } = this.asked();
    return this.texts.translate(text ? 'files.search.none' : 'files.empty.narrowed', { text });
  });

  constructor() {
    let pause: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.store.ask(this.asked());
    });
    effect(() => {
      const text = this.text();
      clearTimeout(pause);
      if (text.trim() === untracked(this.asked).text) return;
      pause = setTimeout(() => {
        this.narrow({ text });
      }, PAUSE_MS);
    });
    effect(() => {
      const { text } = this.asked();
      // What was asked before: going back shows it again. What is typed on meanwhile stays.
      if (text !== this.sent) this.text.set(text);
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(pause);
    });
    afterNextRender(() => {
      this.box().nativeElement.focus();
    });
  }

  protected narrow(change: Partial<Asked>): void {
    const asked = { ...this.asked(), text: this.text(), ...change };
    this.sent = asked.text.trim();
    const queryParams = addressOf(asked);
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl: true });
  }

  /** Shows a file as large as the window; from it one goes on to the others that were found. */
  protected look(index: number): void {
    void this.preview.open({ files: this.files(), index });
  }

  protected back(): void {
    void this.router.navigateByUrl('/files');
  }

  protected pressInBox(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') this.go(event, 0);
    else if (event.key === 'Enter') this.again();
    else if (event.key === 'Escape' && this.text() !== '') {
      event.preventDefault();
      this.text.set('');
    }
  }

  protected pressInList(event: KeyboardEvent): void {
    const at = this.hits().indexOf(event.target as HTMLElement);
    if (at < 0) return;
    if (event.key === 'ArrowDown') this.go(event, at + 1);
    else if (event.key === 'ArrowUp' && at > 0) this.go(event, at - 1);
    else if (event.key === 'ArrowUp') {
      event.preventDefault();
      this.box().nativeElement.focus();
    }
  }

  /** Asks at once; for the same words again, since what is in a new file is known only after a while. */
  private again(): void {
    if (this.text().trim() === this.asked().text) this.store.reload();
    else this.narrow({ text: this.text() });
  }

  private go(event: Event, to: number): void {
    const hit = this.hits()[to];
    if (!hit) return;
    event.preventDefault();
    hit.focus();
  }

  private hits(): readonly HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>('[data-found]')];
  }
}
