import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ChoiceCards } from '../../ui/choice-cards/choice-cards';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import type { SealShown } from './seal-badge';
import { SEAL_WISHES, type SealWish, sealWish, wishSeal } from './seal-wish';
import { openBecause, sealWord } from './seal.rules';

/** What the encryption of a call protects and what not, with the code to compare. */
@Component({
  selector: 'app-seal-dialog',
  imports: [ChoiceCards, DialogFrame, TranslocoPipe],
  templateUrl: './seal-dialog.html',
  styleUrl: './seal-dialog.scss',
})
export class SealDialog {
  private readonly texts = inject(TranslocoService);
  private readonly shown = inject<SealShown>(DIALOG_DATA);

  protected readonly word = computed(() => sealWord(this.shown.facts()) ?? 'waiting');
  protected readonly because = computed(() => openBecause(this.shown.facts()));
  protected readonly groups = computed(() => this.shown.code()?.split(' ') ?? []);
  protected readonly names = computed(() =>
    new Intl.ListFormat(this.texts.activeLang()).format(this.shown.others()),
  );
  protected readonly wishes = SEAL_WISHES;
  protected readonly wish = signal(sealWish());

  protected choose(wish: SealWish): void {
    wishSeal(wish);
    this.wish.set(wish);
  }
}
