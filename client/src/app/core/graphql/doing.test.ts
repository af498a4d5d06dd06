import '@angular/compiler';
import { Injector } from '@angular/core';
import { CombinedGraphQLErrors, gql } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { of, throwError } from 'rxjs';
import { expect, test } from 'vitest';
import { SayError } from '../errors/say-error';
import { Doing } from './doing';

const askQuestion = gql`
  mutation AskQuestion($input: AskQuestionInput!) {
    askQuestion(input: $input) {
      id
    }
  }
`;
const refusal = new CombinedGraphQLErrors({ errors: [{ message: 'This room asks no questions' }] });

/** A client whose server answers so, with what it was asked and what was said to the viewer. */
function aClient(answer: () => unknown) {
  const asked: { key: string; text: string }[] = [];
  const said: unknown[] = [];
  const mutate = ({ variables }: { variables: { input: { key: string; text: string } } }) => {
    asked.push(variables.input);
    return answer();
  };
  const injector = Injector.create({
    providers: [
      { provide: Apollo, useValue: { mutate } },
      { provide: SayError, useValue: { toast: (error: unknown) => said.push(error) } },
      { provide: Doing },
    ],
  });
  return { doing: injector.get(Doing), asked, said };
}

test('each deed has a key of its own, by which the server knows it when it is asked again', async () => {
  const { doing, asked, said } = aClient(() => of({ data: { askQuestion: { id: 'question_1' } } }));
  expect(await doing.change(askQuestion as never, { text: 'Why?' })).toBe(true);
  expect(await doing.change(askQuestion as never, { text: 'Why?' })).toBe(true);
  expect(asked.map(({ text }) => text)).toEqual(['Why?', 'Why?']);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  expect(said).toEqual([]);
});

test('what is refused is said, and was not done', async () => {
  const { doing, said } = aClient(() => throwError(() => refusal));
  expect(await doing.change(askQuestion as never, { text: 'Why?' })).toBe(false);
  expect(said).toEqual([refusal]);
});
