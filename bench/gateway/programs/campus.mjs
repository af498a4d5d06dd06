import { readFileSync } from 'node:fs';
import { buildASTSchema, execute, Kind, parse } from 'graphql';

/** Two subgraphs of the bench, so that there are four; they answer from memory, for it is gateways that are measured. */
export const campus = ['library', 'timetable'];

const COURSES = 40;
const LOANS = 2;

/** The composer's directives say nothing about execution; what stands in for them is what the gateway asks. */
function schemaOf(name) {
  const sdl = readFileSync(new URL(`${name}.graphqls`, import.meta.url), 'utf8');
  const { definitions } = parse(sdl, { noLocation: true });
  const types = definitions
    .filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION)
    .map((type) => ({ ...type, directives: [] }));
  const entities = name === 'library' ? 'User' : 'Course';
  const entry = parse(`
    scalar _Any
    union _Entity = ${entities}
    type Query { _entities(representations: [_Any!]!): [_Entity]! }`);
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...types, ...entry.definitions] });
}

/** The last characters of an id differ between people. */
const numberOf = (id) => [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9_973, 7);

function userOf({ id }) {
  const loans = Array.from({ length: LOANS }, (_, n) => {
    const number = numberOf(id) + n * 17;
    return {
      dueAt: `2026-0${1 + (number % 9)}-1${number % 10}`,
      book: {
        id: `book_${number}`,
        title: `On the keeping of records, volume ${number}`,
        pages: 80 + (number % 400),
        course: { id: `course_${number % COURSES}` },
      },
    };
  });
  return { __typename: 'User', id, loans };
}

function courseOf({ id }, people) {
  const number = Number(id.slice('course_'.length));
  return {
    __typename: 'Course',
    id,
    name: `Introduction to the history of measurement ${number}`,
    room: `${1 + (number % 4)}.${10 + number}`,
    startsAt: `${8 + (number % 9)}:15`,
    lecturer: { id: people[number % people.length] },
  };
}

/** Answers requests to one of the two, each different one computed once. @param people ids of those who give courses */
export function answers(name, people) {
  const schema = schemaOf(name);
  const known = new Map();
  const entity = name === 'library' ? userOf : (each) => courseOf(each, people);
  const rootValue = { _entities: ({ representations }) => representations.map(entity) };
  return (request) => {
    const key = JSON.stringify([request.query, request.variables]);
    let text = known.get(key);
    if (text === undefined) {
      const { query, operationName, variables: variableValues } = request;
      text = JSON.stringify(
        execute({ schema, document: parse(query), operationName, variableValues, rootValue }),
      );
      known.set(key, text);
    }
    return text;
  };
}
