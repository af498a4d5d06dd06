import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  ChannelOrderDocument,
  DeleteChannelWordRuleDocument,
  SaveChannelWordRuleDocument,
  type WordRuleEffect,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';

/** The rules about words of one channel. */
@Component({
  selector: 'app-word-rules',
  imports: [Button, Chip, DialogFrame, EmptyState, Field, IconButton, Input, TranslocoPipe],
  templateUrl: './word-rules.html',
  styleUrl: './order-list.scss',
})
export class WordRules {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly channelId = inject<string>(DIALOG_DATA);

  protected readonly effects = ['REFUSE', 'REVIEW', 'FLAG'] as const satisfies readonly WordRuleEffect[];
  protected readonly pattern = signal('');
  protected readonly effect = signal<WordRuleEffect>('REVIEW');
  private readonly found = rxResource({
    stream: () => read(this.apollo, ChannelOrderDocument, { channelId: this.channelId }),
  });
  protected readonly rules = computed(() =>
    this.found.hasValue() ? (this.found.value().channel?.viewerWordRules ?? []) : [],
  );

  protected async add(): Promise<void> {
    const input = {
      channelId: this.channelId,
      pattern: this.pattern(),
      effect: this.effect(),
      key: crypto.randomUUID(),
    };
    try {
      await change(this.apollo, SaveChannelWordRuleDocument, { input });
      this.pattern.set('');
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
    this.found.reload();
  }

  protected async remove(ruleId: string): Promise<void> {
    try {
      await change(this.apollo, DeleteChannelWordRuleDocument, {
        input: { ruleId, key: crypto.randomUUID() },
      });
    } catch (error) {
      // The rule stays in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.found.reload();
  }
}
