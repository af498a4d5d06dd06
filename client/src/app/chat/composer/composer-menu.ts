import { Component, ElementRef, Injector, computed, inject, runInInjectionContext } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import type { ComposerPart } from './composer-part';
import { composerParts } from './composer-parts';
import { ComposerStore } from './composer.store';

/** The "+" of the box: what can be added to a message beside its words. */
@Component({
  selector: 'app-composer-menu',
  imports: [Icon, IconButton, MatMenuModule, TranslocoPipe],
  template: `
    @if (parts().length > 0) {
      <button
        appIconButton
        type="button"
        icon="plus"
        tip="after"
        [label]="'chat.composer.add' | transloco"
        [matMenuTriggerFor]="menu"
      ></button>
      <mat-menu #menu="matMenu" yPosition="above">
        <ng-template matMenuContent>
          @for (part of parts(); track part.id) {
            <button mat-menu-item type="button" (click)="run(part)">
              <app-icon [name]="part.icon" size="sm" class="menu-icon" />{{ part.label | transloco }}
            </button>
          }
        </ng-template>
      </mat-menu>
    }
  `,
  styles: '.menu-icon { vertical-align: middle; margin-inline-end: var(--space-3); }',
})
export class ComposerMenu {
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly store = inject(ComposerStore);

  protected readonly parts = computed(() => composerParts.filter((part) => part.shown(this.store.place())));

  protected run(part: ComposerPart): void {
    runInInjectionContext(this.injector, () => {
      part.run(this.host);
    });
  }
}
