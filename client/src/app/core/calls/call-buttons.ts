import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { MayCallDocument } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { read } from '../graphql/read';
import { Calling } from './calling';

/** Calls somebody, with sound or with video; absent where the viewer may not. */
@Component({
  selector: 'app-call-buttons',
  imports: [Button, Icon, IconButton, TranslocoPipe],
  template: `
    @if (mayCall()) {
      @if (worded()) {
        <button appButton="line" wide type="button" (click)="calling.call(personId(), false)">
          <app-icon name="phone" size="sm" />{{ 'calls.call' | transloco }}
        </button>
        @if (mayVideo()) {
          <button appButton="line" wide type="button" (click)="calling.call(personId(), true)">
            <app-icon name="video-camera" size="sm" />{{ 'calls.video' | transloco }}
          </button>
        }
      } @else {
        <button
          appIconButton
          type="button"
          icon="phone"
          [label]="'calls.callName' | transloco: { name: name() }"
          (click)="calling.call(personId(), false)"
        ></button>
        @if (mayVideo()) {
          <button
            appIconButton
            type="button"
            icon="video-camera"
            [label]="'calls.videoName' | transloco: { name: name() }"
            (click)="calling.call(personId(), true)"
          ></button>
        }
      }
    }
  `,
  styleUrl: './call-buttons.scss',
  host: { '[class.worded]': 'worded()' },
})
export class CallButtons {
  private readonly apollo = inject(Apollo);
  protected readonly calling = inject(Calling);

  readonly personId = input.required<string>();
  readonly name = input.required<string>();
  /** Whether the buttons say what they do in words. */
  readonly worded = input(false, { transform: booleanAttribute });

  private readonly rights = rxResource({
    params: () => this.personId(),
    stream: ({ params: userId }) =>
      read(this.apollo, MayCallDocument, { userId }).pipe(
        map(({ viewer, user }) => ({
          call: user?.viewerMayCall === true,
          video: viewer?.callPolicy?.mayVideo === true,
        })),
      ),
  });
  protected readonly mayCall = computed(() => this.rights.hasValue() && this.rights.value().call);
  protected readonly mayVideo = computed(() => this.rights.hasValue() && this.rights.value().video);
}
