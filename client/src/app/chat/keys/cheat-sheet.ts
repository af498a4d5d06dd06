import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Kbd } from '../../ui/kbd/kbd';
import { type Shortcut, type ShortcutGroup, everywhere, reading, writing } from './shortcuts';

/** Every key that does something in chat. */
@Component({
  selector: 'app-cheat-sheet',
  imports: [DialogFrame, Kbd, TranslocoPipe],
  template: `
    <app-dialog-frame readOnly [heading]="'chat.keys.title' | transloco">
      @for (group of groups; track group.title) {
        <section class="group">
          <h3 class="title">{{ group.title | transloco }}</h3>
          <dl class="list">
            @for (shortcut of group.shortcuts; track shortcut.label) {
              <div class="line">
                <dt class="label">{{ shortcut.label | transloco }}</dt>
                <dd class="keys">
                  @for (key of shortcut.keys; track key) {
                    <kbd appKbd>{{ key }}</kbd>
                  }
                </dd>
              </div>
            }
          </dl>
        </section>
      }
    </app-dialog-frame>
  `,
  styleUrl: './cheat-sheet.scss',
})
export class CheatSheet {
  private readonly deeds = inject<readonly Shortcut[]>(DIALOG_DATA);

  protected readonly groups: readonly ShortcutGroup[] = [
    everywhere,
    { ...reading, shortcuts: [...reading.shortcuts, ...this.deeds] },
    writing,
  ];
}
