import { expect, test } from 'vitest';
import { graphql } from 'graphql';
import { Directive, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
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

/** What the resolver of a field was given of the thing it belongs to. */
const given: object[] = [];
const KETTLE = { id: 'thing_1', name: 'kettle' };

@Resolver(() => Thing)
class ThingFieldResolver {
  @Query(() => Thing, { description: 'A kettle.' })
  kettle(): Thing {
    return KETTLE;
  }

  @FieldResolver(() => String, { description: 'Its colour.' })
  colour(@Root() thing: Thing): string {
    given.push(thing);
    return 'red';
  }
}

const things = () =>
  defineSubgraph({
    name: 'things',
    resolvers: [ThingResolver, ThingFieldResolver],
    tables: [],
    migrations: [],
  });

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

test('a resolver is given what the field before it answered, not a copy', async () => {
  const { schema } = await things();
  const { data } = await graphql({ schema, source: '{ kettle { name colour } }' });
  expect(data).toEqual({ kettle: { name: 'kettle', colour: 'red' } });
  expect(given).toHaveLength(1);
  expect(given[0]).toBe(KETTLE);
});
