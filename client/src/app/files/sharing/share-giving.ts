import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { FindGranteesDocument, GranteeGroupsDocument, ShareNodeDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Check } from '../../ui/check/check';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment-field/moment-field';
import type { SharedNode } from './audience.rules';
import { FixedWatermark } from './fixed-watermark';
import { type Candidate, fitting, iconOf } from './grantee.rules';
import { type Level, canWatermark, levels, rightsOf } from './levels.rules';

/** Finds people and groups, and shares with those who are chosen. */
@Component({
  selector: 'app-share-giving',
  imports: [Check, Avatar, Button, Field, FixedWatermark, Icon, Input, MomentField, TranslocoPipe],
  templateUrl: './share-giving.html',
  styleUrl: './share-giving.scss',
})
export class ShareGiving {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly node = input.required<SharedNode>();

  protected readonly levels = levels;
  protected readonly iconOf = iconOf;
  protected readonly text = signal('');
  protected readonly chosen = signal<readonly Candidate[]>([]);
  protected readonly level = signal<Level>('view');
  protected readonly download = signal(true);
  protected readonly watermark = signal(false);
  protected readonly canWatermark = computed(() => canWatermark(rightsOf(this.level(), this.download())));
  protected readonly until = signal<string | null>(null);
  protected readonly message = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);

  private readonly groups = rxResource({
    stream: () =>
      read(this.apollo, GranteeGroupsDocument, {}).pipe(map(({ viewer }) => viewer?.organization)),
  });
  private readonly found = rxResource({
    params: () => this.text().trim() || undefined,
    stream: ({ params: text }) =>
      this.apollo.query({ query: FindGranteesDocument, variables: { text } }).pipe(map(({ data }) => data)),
  });
  private readonly known = computed<readonly Candidate[]>(() => {
    const body = this.groups.hasValue() ? this.groups.value() : null;
    if (!body) return [];
    return [
      { id: body.id, name: body.name, kind: 'Organization', title: 'files.share.kind.Organization' },
      ...group('Team', body.teams.nodes),
      ...group('Department', body.departments.nodes),
    ];
  });
  protected readonly offered = computed<readonly Candidate[]>(() => {
    if (this.text().trim() === '') return [];
    const data = this.found.hasValue() ? this.found.value() : null;
    const people = (data?.users.nodes ?? []).map(
      ({ id, displayName: name, title, avatarUrl }): Candidate => ({
        id,
        name,
        title,
        avatarUrl,
        kind: 'User',
      }),
    );
    const named = (data?.channels.nodes ?? []).filter(({ kind }) => kind !== 'DIRECT');
    const all = [...people, ...fitting(this.known(), this.text()), ...group('Channel', named)];
    return all.filter(({ id }) => !this.left().has(id));
  });
  protected readonly nobody = computed(() => this.found.hasValue() && this.offered().length === 0);
  /** Who has it on itself already: theirs is changed in the list. */
  private readonly left = computed(() => {
    const { id, owner, shares } = this.node();
    const given = shares.nodes.flatMap(({ item, grantee }) =>
      item?.id === id && grantee ? [grantee.id] : [],
    );
    const others = [owner?.id, this.session.viewer()?.id].filter((other) => other !== undefined);
    return new Set([...given, ...others, ...this.chosen().map((one) => one.id)]);
  });
  protected readonly confirm = computed(() => {
    this.texts.activeLang();
    const [first, ...more] = this.chosen();
    if (!first) return '';
    return more.length === 0
      ? this.texts.translate('files.share.give', { name: first.name })
      : this.texts.translate('files.share.giveSeveral', { count: more.length + 1 });
  });

  protected choose(candidate: Candidate): void {
    this.chosen.update((chosen) => [...chosen, candidate]);
    this.text.set('');
    this.error.set(null);
  }

  protected drop({ id }: Candidate): void {
    this.chosen.update((chosen) => chosen.filter((one) => one.id !== id));
  }

  protected take(event: Event): void {
    event.preventDefault();
    const [first] = this.offered();
    if (first) this.choose(first);
  }

  protected async give(): Promise<void> {
    this.busy.set(true);
    this.error.set(null);
    try {
      for (const candidate of this.chosen()) {
        await this.shareWith(candidate);
        // Who has it now is not given it again when the next one is refused.
        this.drop(candidate);
        this.toasts.done(this.texts.translate('files.share.given', { name: candidate.name }));
      }
      this.until.set(null);
      this.message.set('');
    } catch (error) {
      // Refused, or the network is away: whoever has it not yet stays chosen.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async shareWith({ id: granteeId }: Candidate): Promise<void> {
    const [expiresAt, message] = [this.until(), this.message().trim()];
    await change(this.apollo, ShareNodeDocument, {
      input: {
        ...{ nodeId: this.node().id, granteeId, rights: rightsOf(this.level(), this.download()) },
        watermark: this.canWatermark() && this.watermark(),
        ...(expiresAt && { expiresAt }),
        ...(message && { message }),
        key: crypto.randomUUID(),
      },
    });
  }
}

const group = (
  kind: Candidate['kind'],
  nodes: readonly { readonly id: string; readonly name: string }[],
): readonly Candidate[] =>
  nodes.map(({ id, name }) => ({ id, name, kind, title: `files.share.kind.${kind}` }));
