import { explainedByKey } from '@parley/kit';

const types = explainedByKey('meetingsKey');

/** Something of meetings' with rules about who may do what with it. */
export const { Guarded } = types;

/** Why somebody may or may not do something with a meeting. */
export const { AccessExplanation } = types;
export type AccessExplanation = InstanceType<typeof AccessExplanation>;

/** Whom an explanation is about; identity knows who that is now. */
export const { AccessSubject } = types;
