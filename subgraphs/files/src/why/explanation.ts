import { explainedByKey } from '@parley/kit';

const types = explainedByKey('filesKey');

/** Something of files' with rules about who may do what with it. */
export const { Guarded } = types;

/** Why somebody may or may not do something with a file or folder. */
export const { AccessExplanation } = types;
export type AccessExplanation = InstanceType<typeof AccessExplanation>;

/** Whom an explanation is about; identity knows who that is now. */
export const { AccessSubject } = types;
