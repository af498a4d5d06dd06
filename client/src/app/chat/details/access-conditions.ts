import { Component, computed, effect, inject, input, model, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  type AccessAttribute,
  type AccessConditionInput,
  ChannelOrderDocument,
  ConditionChoicesDocument,
} from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import { Check } from '../../ui/check/check';
import { Times } from '../time/times';

interface Choice {
  readonly value: string;
  readonly name: string;
}

/** Who may find and join an open channel: by department, role and country; where nothing is chosen, everybody. */
@Component({
  selector: 'app-access-conditions',
  imports: [Check, TranslocoPipe],
  templateUrl: './access-conditions.html',
  styleUrl: './access-conditions.scss',
})
export class AccessConditions {
  private readonly apollo = inject(Apollo);
  private readonly times = inject(Times);

  readonly channelId = input.required<string>();
  /** Null until the present ones were read. */
  readonly conditions = model<AccessConditionInput[] | null>(null);

  private readonly present = rxResource({
    params: () => ({ channelId: this.channelId() }),
    stream: ({ params }) => read(this.apollo, ChannelOrderDocument, params),
  });
  private readonly choices = rxResource({ stream: () => read(this.apollo, ConditionChoicesDocument, {}) });

  protected readonly groups = computed<readonly { attribute: AccessAttribute; choices: readonly Choice[] }[]>(
    () => {
      const organization = this.choices.hasValue() ? this.choices.value().viewer?.organization : null;
      const departments = organization?.departments.nodes ?? [];
      const roles = organization?.roles ?? [];
      return [
        { attribute: 'DEPARTMENT', choices: departments.map(({ id, name }) => ({ value: id, name })) },
        {
          attribute: 'ROLE',
          choices: roles.map(({ id, name, template }) => ({ value: template ?? id, name })),
        },
        { attribute: 'COUNTRY', choices: this.countries() },
      ];
    },
  );
  private readonly countries = computed<readonly Choice[]>(() => {
    const names = new Intl.DisplayNames(this.times.locale(), { type: 'region' });
    const codes = new Set(['CA', 'GB', 'KE', ...this.chosen('COUNTRY')]);
    return [...codes].sort().map((value) => ({ value, name: names.of(value) ?? value }));
  });

  constructor() {
    effect(() => {
      if (!this.present.hasValue()) return;
      const access = this.present.value().channel?.access ?? [];
      const known = untracked(this.conditions);
      if (known) return;
      this.conditions.set(access.map(({ attribute, values }) => ({ attribute, values: [...values] })));
    });
  }

  protected chosen(attribute: AccessAttribute): readonly string[] {
    return this.conditions()?.find((condition) => condition.attribute === attribute)?.values ?? [];
  }

  protected toggle(attribute: AccessAttribute, value: string, on: boolean): void {
    const values = on
      ? [...this.chosen(attribute), value]
      : this.chosen(attribute).filter((each) => each !== value);
    const others = (this.conditions() ?? []).filter((condition) => condition.attribute !== attribute);
    this.conditions.set(values.length > 0 ? [...others, { attribute, values }] : others);
  }
}
