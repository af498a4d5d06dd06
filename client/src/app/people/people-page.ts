import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { PluralPipe } from '../core/i18n/plural';
import { Input } from '../ui/field/field';
import { Icon } from '../ui/icon/icon';
import { ListItem } from '../ui/list-item/list-item';
import { ListPane } from '../ui/panes/list-pane';
import { Panes } from '../ui/panes/panes';
import { SheetHeader } from '../ui/panes/sheet-header';
import { SidePanel } from '../ui/panes/side-panel';
import { Directory } from './directory/directory';
import { DirectoryStore } from './directory/directory.store';
import { PersonCard } from './person/person-card';

/** Everybody of the organisation: departments, the narrowed directory, and one person's card. */
@Component({
  selector: 'app-people-page',
  imports: [
    Directory,
    Icon,
    Input,
    ListItem,
    ListPane,
    Panes,
    PersonCard,
    PluralPipe,
    SheetHeader,
    SidePanel,
    TranslocoPipe,
  ],
  providers: [DirectoryStore],
  templateUrl: './people-page.html',
  styleUrl: './people-page.scss',
})
export class PeoplePage {
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(DirectoryStore);

  /** Whose card is open. */
  readonly personId = input<string>();

  protected readonly showsList = linkedSignal<string | undefined, boolean>({
    source: this.personId,
    computation: () => false,
  });
  protected readonly phonePane = computed(() => {
    if (this.personId()) return 'side';
    return this.showsList() ? 'list' : 'sheet';
  });
  private readonly countryNames = computed(
    () => new Intl.DisplayNames([this.texts.activeLang()], { type: 'region' }),
  );
  protected readonly countries = computed(() =>
    this.store.countries().map((code) => ({ code, name: this.countryNames().of(code) ?? code })),
  );
  protected readonly heading = computed(() => {
    const id = this.store.filter().departmentId;
    return this.store.departments().find((department) => department.id === id)?.name ?? null;
  });

  protected choose(departmentId: string): void {
    this.store.narrow({ departmentId });
    this.showsList.set(false);
  }

  protected closeCard(): void {
    void this.router.navigateByUrl('/people');
  }
}
