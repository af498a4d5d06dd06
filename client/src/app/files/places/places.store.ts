import { Service, computed, inject } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { FilePlacesDocument } from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { OwnSignals } from './own-signals';

/** Where the viewer's files are, and how much room they take. */
@Service({ autoProvided: false })
export class PlacesStore {
  private readonly apollo = inject(Apollo);
  private readonly places = rxResource({ stream: () => read(this.apollo, FilePlacesDocument, {}) });
  private readonly viewer = computed(() => (this.places.hasValue() ? this.places.value().viewer : null));

  readonly error = computed(() => this.places.error() ?? null);
  readonly loading = computed(() => this.places.isLoading() && !this.places.hasValue());
  readonly home = computed(() => this.viewer()?.home ?? null);
  readonly teamFolders = computed(() => this.viewer()?.teamFolders ?? []);
  readonly used = computed(() => this.viewer()?.storageUsed ?? null);
  readonly quota = computed(() => this.viewer()?.storageQuota ?? null);

  constructor() {
    reloadWhenBack(this.places);
    inject(OwnSignals)
      .about('USAGE')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.reload();
      });
  }

  reload(): void {
    this.places.reload();
  }
}
