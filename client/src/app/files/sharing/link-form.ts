import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeLinkDocument, CreateLinkDocument, type WatermarkPolicy } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment-field/moment-field';
import type { LinkItem } from './audience.rules';
import { FixedWatermark } from './fixed-watermark';
import { mayCopy, rightsOf } from './levels.rules';

const [SHORTEST_PASSWORD, LONGEST_PASSWORD] = [6, 256];

/** Makes a link, or changes what one allows; whom it is for is settled when it is made. */
@Component({
  selector: 'app-link-form',
  imports: [Check, Button, Field, FixedWatermark, Icon, Input, MomentField, TranslocoPipe],
  templateUrl: './link-form.html',
  styleUrl: './link-form.scss',
})
export class LinkForm {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);

  readonly nodeId = input.required<string>();
  /** Where names are drawn whatever is chosen here. */
  readonly policy = input<WatermarkPolicy>('CHOSEN');
  /** The link that is changed; null for a new one. */
  readonly link = input<LinkItem | null>(null);
  readonly kept = output<LinkItem>();
  readonly left = output();

  protected readonly longestPassword = LONGEST_PASSWORD;
  // Taken once, when the form opens: what others change meanwhile does not overwrite what is being written.
  private readonly begun = linkedSignal<string, LinkItem | null>({
    source: () => this.link()?.id ?? '',
    computation: () => this.link(),
  });
  protected readonly download = linkedSignal(() => mayCopy(this.begun()?.rights ?? ['VIEW', 'DOWNLOAD']));
  protected readonly watermark = linkedSignal(() => this.begun()?.watermark ?? false);
  protected readonly until = linkedSignal(() => this.begun()?.expiresAt ?? null);
  protected readonly maxUses = linkedSignal(() => String(this.begun()?.maxUses ?? ''));
  protected readonly password = signal('');
  protected readonly locked = computed(() => this.begun()?.hasPassword ?? false);
  /** Whether the password that it has is taken away. */
  protected readonly open = signal(false);
  protected readonly recipient = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly passwordError = computed(() => {
    const { length } = this.password();
    return length > 0 && length < SHORTEST_PASSWORD
      ? this.texts.translate('files.share.link.shortPassword', { count: SHORTEST_PASSWORD })
      : null;
  });

  protected async keep(): Promise<void> {
    if (this.passwordError() && !this.open()) return;
    this.busy.set(true);
    this.error.set(null);
    try {
      this.kept.emit(await (this.begun() ? this.update() : this.create()));
    } catch (error) {
      // Refused, or the network is away: what was written stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async create(): Promise<LinkItem> {
    const [password, recipient] = [this.password(), this.recipient().trim()];
    const input = {
      ...{ nodeId: this.nodeId(), ...this.allowed() },
      ...(password && { password }),
      ...(recipient && { recipient }),
      key: crypto.randomUUID(),
    };
    return (await change(this.apollo, CreateLinkDocument, { input })).createShareLink;
  }

  private async update(): Promise<LinkItem> {
    const { id: linkId = '', version: expectedVersion = 0 } = this.begun() ?? {};
    const password = this.open() ? { password: null } : this.password() && { password: this.password() };
    const input = { linkId, expectedVersion, ...this.allowed(), ...password, key: crypto.randomUUID() };
    return (await change(this.apollo, ChangeLinkDocument, { input })).updateShareLink;
  }

  private allowed() {
    const maxUses = this.maxUses() === '' ? null : Number(this.maxUses());
    return {
      rights: rightsOf('view', this.download()),
      // Where it is laid down, nobody chose it: what was chosen before holds again when that ends.
      ...(this.policy() === 'CHOSEN' && { watermark: !this.download() && this.watermark() }),
      expiresAt: this.until(),
      maxUses,
    };
  }
}
