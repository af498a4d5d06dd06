import { CombinedGraphQLErrors } from '@apollo/client';
import type { FieldTree, ValidationError } from '@angular/forms/signals';

/** An error that belongs under one input of a form. */
export type FieldError = ValidationError.WithOptionalFieldTree;

interface Refusal {
  readonly field: string;
  readonly message: string;
}

function refusals(error: unknown): readonly Refusal[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.flatMap(({ message, extensions }) => {
    const field: unknown = extensions?.['field'];
    return extensions?.['code'] === 'INVALID' && typeof field === 'string' ? [{ field, message }] : [];
  });
}

/**
 * Puts what the server called INVALID under the input it names, as the answer of a signal form's submission. An error
 * that names no input of this form is thrown on.
 */
export function fieldErrors<TModel extends object>(form: FieldTree<TModel>, error: unknown): FieldError[] {
  const placed = refusals(error).flatMap(({ field, message }): FieldError[] => {
    const name = field.split('.').at(-1) ?? field;
    const fieldTree = (form as unknown as Record<string, FieldTree<unknown> | undefined>)[name];
    return fieldTree ? [{ kind: 'server', message, fieldTree }] : [];
  });
  if (placed.length === 0) throw error;
  return placed;
}
