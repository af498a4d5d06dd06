import { Component, booleanAttribute, computed, input } from '@angular/core';
import { type Presence, PresenceDot } from '../presence-dot/presence-dot';
import { initialsOf, tintOf } from './initials';

/** Where a face stands decides how large it is. */
export type AvatarSize = 'xs' | 'sm' | 'message' | 'rail' | 'lg';

/** A person's picture, or their initials on a quiet tint that is always theirs; beside their name, so it says nothing. */
@Component({
  selector: 'app-avatar',
  imports: [PresenceDot],
  templateUrl: './avatar.html',
  styleUrl: './avatar.scss',
  host: { '[class]': 'classes()' },
})
export class Avatar {
  readonly id = input.required<string>();
  readonly name = input.required<string>();
  readonly url = input<string | null | undefined>();
  readonly size = input<AvatarSize>('sm');
  readonly presence = input<Presence | null | undefined>();
  readonly square = input(false, { transform: booleanAttribute });
  protected readonly initials = computed(() => initialsOf(this.name()));
  protected readonly classes = computed(() => `size-${this.size()} tint-${tintOf(this.id())}`);
}
