import { getVariableValues, Kind, print, validate, visit } from 'graphql';
import { expect, test } from 'vitest';
import { caseOf } from './cases.js';
import { operationOf } from './collecting.js';
import { hostile } from './hostile/all.js';
import { compose } from './hostile/compose.js';

// What is drawn is what it is meant to be: valid operations, with everything an operation may have.

const SEEDS = 90;

const worlds = hostile.map(compose);
const cases = worlds.flatMap((world) =>
  Array.from({ length: SEEDS }, (_, seed) => ({ world, ...caseOf(world, seed) })),
);

test('every operation is valid, and so are its variables', () => {
  for (const { name, world, document, variables } of cases) {
    expect(validate(world.apiSchema, document), `${name}\n${print(document)}`).toEqual([]);
    const definitions = operationOf(document).variableDefinitions ?? [];
    expect(getVariableValues(world.apiSchema, definitions, variables).errors, name).toBeUndefined();
  }
});

test('a seed draws the same again', () => {
  for (const { name, world, document, variables, faults } of cases.slice(0, SEEDS)) {
    const again = caseOf(world, Number(name.split(':')[1]));
    expect(again).toEqual({ name, document, variables, faults });
  }
});

/** What an operation has to show in some of the cases. */
const FEATURES: Readonly<Record<string, RegExp>> = {
  'an alias': /\w+: \w+/,
  'a trap of JavaScript': /(constructor|__proto__|hasOwnProperty): /,
  'the name of a type': /__typename/,
  'a renamed name of a type': /: __typename/,
  'a fragment': /\.\.\.F\d+/,
  'a fragment under a condition': /\.\.\.F\d+ @(skip|include)/,
  'a fragment in place': /\.\.\. on \w+ \{/,
  'a fragment of any type': /\.\.\. \{/,
  'a condition by variable': /@(skip|include)\(if: \$/,
  'a literal condition': /@(skip|include)\(if: (true|false)\)/,
  'both conditions': /@skip\(if: [^)]*\) @include/,
  'a variable': /\(\w+: \$/,
  'a variable within a value': /[[{][^\]}]*\$v/,
  'a default': /\$v\d+: [^=),]+ = /,
  'null as a default': /= null/,
  'null as an argument': /: null[,)]/,
  'a list': /: \[/,
  'an input object': /: \{ ?\w/,
  'an enum': /: (PERSON|PAGE|GROUP|ADMIN|MEMBER)\b/,
  introspection: /__schema|__type\(/,
  'a mutation': /^mutation/,
  'a subscription': /^subscription/,
  'several fields of a mutation':
    /^mutation[^{]*\{\n {2}\w[^\n]*[^{]\n|^mutation[^{]*\{[^}]*\n {2}\}\n {2}\w/,
};

test.each(Object.entries(FEATURES))('some operations have %s', (_, feature) => {
  expect(cases.filter(({ document }) => feature.test(print(document))).length).toBeGreaterThan(3);
});

test('some operations ask for a field twice, with different selections', () => {
  const doubled = cases.filter(({ document }) => {
    const repeated: string[] = [];
    visit(document, {
      SelectionSet: ({ selections }) => {
        const names = selections.flatMap((each) =>
          each.kind === Kind.FIELD && each.selectionSet ? [(each.alias ?? each.name).value] : [],
        );
        repeated.push(...names.filter((name, index) => names.indexOf(name) < index));
      },
    });
    return repeated.length > 0;
  });
  expect(doubled.length).toBeGreaterThan(20);
});

test('some variables are not declared, left out, or null', () => {
  const given = cases.map(({ variables }) => variables);
  expect(given.filter((each) => 'undeclared' in each).length).toBeGreaterThan(20);
  expect(given.filter((each) => Object.values(each).includes(null)).length).toBeGreaterThan(3);
  const leftOut = cases.filter(({ document, variables }) =>
    operationOf(document).variableDefinitions?.some(({ variable }) => !(variable.name.value in variables)),
  );
  expect(leftOut.length).toBeGreaterThan(20);
});
