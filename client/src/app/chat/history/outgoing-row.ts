import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Outbox } from '../../core/graphql/outbox';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { MessageBody } from '../../ui/message-body/message-body';
import { MessageState } from '../../ui/message-state/message-state';
import { OutgoingAttachments } from '../attachment/outgoing-attachments';
import { Conversation } from '../channel/conversation';
import { Times } from '../time/times';
import { MessageDeeds } from './message-deeds';
import { MessageWays } from './message-ways';

/** Something written that is on its way, or that was refused and waits for a decision. */
@Component({
  selector: 'app-outgoing-row',
  imports: [OutgoingAttachments, Avatar, Button, Icon, MessageBody, MessageWays, MessageState, TranslocoPipe],
  templateUrl: './outgoing-row.html',
  styleUrl: './outgoing-row.scss',
})
export class OutgoingRow {
  protected readonly conversation = inject(Conversation);
  protected readonly deeds = inject(MessageDeeds);
  protected readonly outbox = inject(Outbox);
  protected readonly times = inject(Times);
  protected readonly viewer = inject(Session).viewer;

  readonly item = input.required<OutboxItem>();
  readonly grouped = input(false);
  /** Whether the conversation it was written for is gone, so that all one can do is take the words elsewhere. */
  readonly lost = input(false, { transform: booleanAttribute });
  protected readonly failed = computed(() => this.item().state === 'failed');
}
