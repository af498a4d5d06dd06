/**
 * As a condition of statements: whether attributes, which are JSON, fit every condition of a channel `c`. See admits() in
 * admission.rules.
 */
export const ADMITS = (attributes: string): string => `(${attributes}::jsonb is null or not exists (
  select 1 from jsonb_array_elements(c.access) a
  where jsonb_exists_any(${attributes}::jsonb -> (a ->> 'attribute'),
          array(select jsonb_array_elements_text(a -> 'values'))) is not true))`;
