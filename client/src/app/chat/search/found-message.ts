import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FoundMessageFragment } from '../../../generated/graphql';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { Snippet } from '../../ui/snippet/snippet';
import { excerptOf } from '../composer/mention.rules';
import { Times } from '../time/times';

const EXCERPT = 260;

/** A message on a page of messages from many places; it leads to where it was said. */
@Component({
  selector: 'app-found-message',
  imports: [Avatar, Icon, RouterLink, Snippet, TranslocoPipe],
  templateUrl: './found-message.html',
  styleUrl: './found-message.scss',
})
export class FoundMessage {
  private readonly sidebar = inject(Sidebar);
  protected readonly times = inject(Times);

  readonly message = input.required<FoundMessageFragment>();
  /** The place that fits, as the server marks it; the beginning of the message where there is none. */
  readonly snippet = input<string | null>(null);

  protected readonly excerpt = computed(() => excerptOf(this.message().text ?? '', EXCERPT));
  protected readonly files = computed(() =>
    this.message().attachments.flatMap(({ file }) => (file ? [file.name] : [])),
  );
  protected readonly icon = computed(() => {
    const { kind } = this.message().channel;
    if (kind === 'DIRECT') return 'chat-circle';
    return kind === 'PUBLIC' ? 'hash' : 'lock-simple';
  });
  /** A conversation of two is called by the other one. */
  protected readonly where = computed(() => {
    const { id, name } = this.message().channel;
    return this.sidebar.entryOf(id)?.peer?.displayName ?? name;
  });
}
