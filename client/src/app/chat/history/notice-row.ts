import { Component, computed, inject, input } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';
import type { Message } from '../channel/channel-events.rules';
import { ThreadLine } from '../thread/thread-line';
import { Times } from '../time/times';

const icons: Readonly<Record<string, IconName>> = {
  JOINED: 'user-plus',
  LEFT: 'user-minus',
  ENROLLED: 'graduation-cap',
  ARCHIVED: 'archive',
  TOPIC_OPENED: 'chats-circle',
  RESTORED: 'arrow-counter-clockwise',
  CALL_MISSED: 'phone',
  ESCALATED: 'lifebuoy',
};

/** What the system says in the history, in one quiet line. */
@Component({
  selector: 'app-notice-row',
  imports: [Icon, ThreadLine],
  template: `
    <p class="notice" [attr.title]="times.full(message().sentAt)">
      <app-icon size="sm" [name]="icon()" />
      <span dir="auto">{{ sentence() }}</span>
      <time class="time" [attr.datetime]="message().sentAt">{{ times.hour(message().sentAt) }}</time>
    </p>
    @if (message().thread; as thread) {
      <div class="thread"><app-thread-line [thread]="thread" /></div>
    }
  `,
  styleUrl: './notice-row.scss',
})
export class NoticeRow {
  private readonly texts = inject(TranslocoService);
  protected readonly times = inject(Times);

  readonly message = input.required<Message>();

  protected readonly icon = computed<IconName>(() => icons[this.message().notice?.kind ?? ''] ?? 'info');
  protected readonly sentence = computed(() => {
    const { notice, text } = this.message();
    if (!notice) return text ?? '';
    const somebody = this.texts.translate('chat.somebody');
    const subjects = (notice.subjects ?? []).map(({ displayName }) => displayName);
    const actor = notice.actor?.displayName ?? subjects[0] ?? somebody;
    const others = subjects.filter((name) => name !== actor);
    const by = others.length > 0 && notice.actor ? 'By' : '';
    const list = new Intl.ListFormat(this.times.locale(), { type: 'conjunction' });
    const params = {
      actor,
      subjects: list.format(others),
      value: this.message().thread?.topic ?? notice.value ?? '',
    };
    return this.texts.translate(`chat.notice.${notice.kind}${by}`, params);
  });
}
