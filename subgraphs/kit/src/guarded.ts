import {
  Args,
  ArgsType,
  type ClassType,
  Directive,
  Field,
  ID,
  InterfaceType,
  ObjectType,
} from 'type-graphql';
import { AccessStep, type Explained, PersonNowScalar } from './explanation.js';
import { Action } from './interfaces.js';

/** What whyCan is asked. */
@ArgsType()
export class WhyArgs {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => Action, { description: 'What the person would do.' })
  readonly action!: Action;
}

/** The description of whyCan wherever it stands. */
export const WHY_CAN =
  'Whether that person may, and the rule that decides; for those who may EXPLAIN, null with an error for others.';

const GUARDED = 'Something with rules about who may do what with it.';
const EXPLANATION = 'Why somebody may or may not do something.';
const ALLOWED = 'The answer.';
const DECIDED_BY = 'The rule that decides.';
const STEPS = 'Every rule that was weighed, in order, the one that decides last; at most 50.';

/** The interface of what has rules, in a subgraph whose explanations are of that type. */
function guardedBy(explanation: ClassType) {
  @InterfaceType('Guarded', { autoRegisterImplementations: false, description: GUARDED })
  abstract class GuardedBy {
    @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
    readonly id!: string;

    @Field(() => [Action], { description: 'What the viewer may do with it.' })
    readonly viewerCan!: readonly Action[];

    @Field(() => explanation, { nullable: true, description: WHY_CAN })
    whyCan(@Args(() => WhyArgs) _args: WhyArgs): never {
      throw new TypeError('Each type explains itself');
    }
  }
  return GuardedBy;
}

/** As the subgraph that knows people explains access. */
@Directive('@shareable')
@ObjectType({ description: EXPLANATION })
export class AccessExplanation implements Explained {
  @Field(() => Boolean, { description: ALLOWED })
  readonly allowed!: boolean;

  @Field(() => AccessStep, { description: DECIDED_BY })
  readonly decidedBy!: AccessStep;

  @Field(() => [AccessStep], { description: STEPS })
  readonly steps!: readonly AccessStep[];
}

/** Something with rules about who may do what with it, in the subgraph that knows people. */
export const Guarded = guardedBy(AccessExplanation);

/**
 * How the other subgraphs explain access: they name the person, are told who that is now by the one that knows, and
 * decide by their own rules.
 * @param key a field that no other subgraph has, so that nobody else is asked for what this one decides
 */
export function explainedByKey(key: string) {
  const needsSubject = Directive('@requires(fields: "subject { now }")');
  const shareable = Directive('@shareable');

  @Directive('@inaccessible')
  @Directive('@key(fields: "id", resolvable: false)')
  @ObjectType('AccessSubject', { description: 'Whom an explanation is about.' })
  class Subject {
    @Field(() => ID, { description: 'Id of the user.' })
    readonly id!: string;

    @Directive('@external')
    @Field(() => PersonNowScalar, { nullable: true, description: 'Who that is now.' })
    readonly now!: unknown;
  }

  @Directive(`@key(fields: "${key}")`)
  @ObjectType('AccessExplanation', { description: EXPLANATION })
  class Explanation implements Explained {
    @Directive('@inaccessible')
    @Field(() => ID, { name: key, description: 'What is explained.' })
    readonly key!: string;

    @Directive('@inaccessible')
    @shareable
    @Field(() => Subject, { description: 'About whom.' })
    readonly subject!: { readonly id: string };

    @needsSubject
    @shareable
    @Field(() => Boolean, { description: ALLOWED })
    readonly allowed!: boolean;

    @needsSubject
    @shareable
    @Field(() => AccessStep, { description: DECIDED_BY })
    readonly decidedBy!: AccessStep;

    @needsSubject
    @shareable
    @Field(() => [AccessStep], { description: STEPS })
    readonly steps!: readonly AccessStep[];
  }

  return { AccessExplanation: Explanation, AccessSubject: Subject, Guarded: guardedBy(Explanation) };
}
