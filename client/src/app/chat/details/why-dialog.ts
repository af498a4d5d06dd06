import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { type AccessRule, type Action, WhyInChannelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** Whom and what is asked about. */
export interface WhyQuestion {
  readonly channelId: string;
  readonly userId: string;
  readonly name: string;
}

/** Why somebody may or may not do something in a channel: every rule that was weighed, the one that decides last. */
@Component({
  selector: 'app-why-dialog',
  imports: [DialogFrame, ErrorState, Field, Icon, Input, Skeleton, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.why.title' | transloco: { name: question.name }">
      <app-field [label]="'chat.why.action' | transloco">
        <select appInput [value]="action()" (change)="action.set($any($event.target).value)">
          @for (choice of actions; track choice) {
            <option [value]="choice" [selected]="choice === action()">
              {{ 'chat.why.' + choice | transloco }}
            </option>
          }
        </select>
      </app-field>
      @if (found.error(); as error) {
        <app-error-state [text]="errors.sentence(error)" (tryAgain)="found.reload()" />
      } @else if (explanation(); as answer) {
        <p class="answer" role="status" [class.no]="!answer.allowed">
          <app-icon [name]="answer.allowed ? 'check-circle' : 'prohibit'" />
          {{ (answer.allowed ? 'chat.why.yes' : 'chat.why.no') | transloco }}
        </p>
        <p class="hint" id="why-steps">{{ 'chat.why.steps' | transloco }}</p>
        <ol class="steps" aria-labelledby="why-steps">
          @for (step of answer.steps; track $index; let last = $last) {
            <li class="step" [class.decides]="last">
              <app-icon
                class="sign"
                size="sm"
                [class.against]="!step.allows"
                [name]="step.allows ? 'check' : 'x'"
              />
              <span class="rule">{{ ruleOf(step.rule) }}</span>
              <span class="words"
                ><bdi lang="en">{{ step.text }}</bdi></span
              >
            </li>
          }
        </ol>
      } @else {
        <app-skeleton kind="lines" [rows]="3" />
      }
    </app-dialog-frame>
  `,
  styleUrl: './why-dialog.scss',
})
export class WhyDialog {
  private readonly apollo = inject(Apollo);
  private readonly texts = inject(TranslocoService);
  protected readonly errors = inject(SayError);
  protected readonly question = inject<WhyQuestion>(DIALOG_DATA);

  protected readonly actions = [
    'READ',
    'POST',
    'INVITE',
    'MODERATE',
    'MANAGE',
  ] as const satisfies readonly Action[];
  protected readonly action = signal<Action>('READ');
  protected readonly found = rxResource({
    params: () => ({ action: this.action() }),
    stream: ({ params: { action } }) => {
      const { channelId, userId } = this.question;
      const variables = { channelId, userId, action };
      return this.apollo
        .query({ query: WhyInChannelDocument, variables, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.channel?.whyCan ?? null));
    },
  });
  protected readonly explanation = computed(() => (this.found.hasValue() ? this.found.value() : null));

  /** What kind of rule it is, in the reader's language: the server tells each rule in its own. */
  protected ruleOf(rule: AccessRule): string {
    const key = `chat.why.rule.${rule}`;
    const known = this.texts.translate(key);
    // There may be kinds that this page does not know yet; its sentence says enough.
    return known === key ? '' : known;
  }
}
