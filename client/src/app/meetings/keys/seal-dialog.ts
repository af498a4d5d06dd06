import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Check } from '../../ui/check/check';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { chooseOnlySealed, onlySealed } from './only-sealed';
import type { SealShown } from './seal-badge';
import { openBecause, sealWord } from './seal.rules';

/** What the encryption of a call protects and what not, with the code to compare. */
@Component({
  selector: 'app-seal-dialog',
  imports: [Check, DialogFrame, TranslocoPipe],
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
  protected readonly only = signal(onlySealed());

  protected choose(only: boolean): void {
    chooseOnlySealed(only);
    this.only.set(only);
  }
}
