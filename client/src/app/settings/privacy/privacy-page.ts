import { Component, computed, inject, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { filter } from 'rxjs';
import {
  ReadReceiptsDocument,
  SetOrganizationReadReceiptsDocument,
  SetReadReceiptsDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { SettingRow } from '../setting-row';
import { Saved } from '../saved';

/** What others see of the viewer: how far they have read. */
@Component({
  selector: 'app-privacy-page',
  imports: [SettingRow, TranslocoPipe],
  templateUrl: './privacy-page.html',
  styleUrl: './privacy-page.scss',
})
export class PrivacyPage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly session = inject(Session);

  protected readonly page = rxResource({
    stream: () => this.apollo.query({ query: ReadReceiptsDocument, fetchPolicy: 'network-only' }),
  });
  protected readonly setting = computed(() =>
    this.page.hasValue() ? (this.page.value().data?.viewer?.readReceipts ?? null) : null,
  );
  protected readonly governs = computed(() => this.session.permissions().has('MANAGE_ORGANIZATION'));
  protected readonly busy = signal(false);

  constructor() {
    // Chosen on another device.
    inject(Sidebar)
      .heard.pipe(
        filter(({ __typename }) => __typename === 'ReadReceiptsChanged'),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.page.reload());
  }

  protected async show(shown: boolean): Promise<void> {
    await this.save(() =>
      change(this.apollo, SetReadReceiptsDocument, { input: { shown, key: crypto.randomUUID() } }),
    );
  }

  protected async allow(shown: boolean): Promise<void> {
    await this.save(() =>
      change(this.apollo, SetOrganizationReadReceiptsDocument, {
        input: { shown, key: crypto.randomUUID() },
      }),
    );
  }

  private async save(deed: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    try {
      await deed();
      this.saved.say();
    } catch (error) {
      // What was chosen before is read again and shown; what is against it is said.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
      this.page.reload();
    }
  }
}
