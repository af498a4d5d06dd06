import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Logo } from '../../ui/logo/logo';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { SizePipe } from '../node/size-pipe';
import { kindsText } from './kinds-text';
import { SendStore } from './send.store';

/** Where whoever was asked for files sends them, with an account or without; nothing else is seen from here. */
@Component({
  selector: 'app-send-page',
  imports: [
    ...[Button, DayAndTimePipe, EmptyState, ErrorState, Field, Icon, Input, Logo, PluralPipe, RouterLink],
    ...[SizePipe, Skeleton, TranslocoPipe],
  ],
  providers: [SendStore],
  templateUrl: './send-page.html',
  styleUrl: './send-page.scss',
})
export class SendPage {
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(SendStore);
  protected readonly session = inject(Session);

  /** The secret part of the link, from the address. */
  readonly token = input.required<string>();

  protected readonly name = signal('');
  protected readonly isOver = signal(false);
  protected readonly kinds = computed(() => {
    this.texts.activeLang();
    return kindsText(this.texts, this.store.request()?.allowedTypes ?? []);
  });
  /** People with an account send under their own name. */
  private readonly maySend = computed(() => this.session.signedIn() || this.name().trim() !== '');
  private readonly nameBox = viewChild<ElementRef<HTMLInputElement>>('nameBox');
  /** Whether somebody was about to send without saying who they are. */
  private readonly wasNameless = signal(false);
  protected readonly needsName = computed(() => this.wasNameless() && !this.maySend());

  constructor() {
    effect(() => {
      const token = this.token();
      untracked(() => void this.store.begin(token));
    });
  }

  protected choose(box: HTMLInputElement): void {
    if (this.maySend()) box.click();
    else this.askName();
  }

  protected chosen(box: HTMLInputElement): void {
    this.take(box.files);
    box.value = '';
  }

  protected dropped(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    this.take(event.dataTransfer?.files ?? null);
  }

  protected sender(): string {
    return this.session.signedIn() ? '' : this.name().trim();
  }

  private take(files: FileList | null): void {
    if (!files) return;
    if (this.maySend()) void this.store.send([...files], this.sender());
    else this.askName();
  }

  private askName(): void {
    this.wasNameless.set(true);
    this.nameBox()?.nativeElement.focus();
  }
}
