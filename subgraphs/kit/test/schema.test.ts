import { expect, test } from 'vitest';
import { Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Node, defineSubgraph } from '../src/index.js';
import { notes } from './notes.js';

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A thing of another subgraph.' })
class Thing extends Node {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
}

@Resolver()
class ThingResolver {
  @Query(() => Thing, { nullable: true, description: 'A thing.' })
  thing(): null {
    return null;
  }
}

const things = () =>
  defineSubgraph({ name: 'things', resolvers: [ThingResolver], tables: [], migrations: [] });

test('two subgraphs in one process do not mix although both implement Node', async () => {
  const [first, second] = [await notes(), await things()];
  expect(first.sdl).toContain('type Note implements Node');
  expect(first.sdl).not.toContain('type Thing');
  expect(second.sdl).toContain('type Thing implements Node');
  expect(second.sdl).not.toContain('type Note ');
});

test('the SDL links federation, keeps directives and descriptions, and lists every error code', async () => {
  const { sdl } = await notes();
  expect(sdl).toContain('https://specs.apollo.dev/federation/v2.9');
  expect(sdl).toContain('@key(fields: "id")');
  expect(sdl).toContain('"""What it says."""');
  expect(sdl).toMatch(/enum ErrorCode \{[^}]*CURSOR_EXPIRED[^}]*\}/s);
  expect(sdl).toContain('scalar DateTime @specifiedBy');
});
