import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { IdentityContext } from '../context.js';
import { CountryCodeScalar } from '../scalars.js';
import { known } from '../user/directory.service.js';
import { User } from '../user/user.js';
import { HolidaysArgs } from './holiday.inputs.js';
import { Holiday, Subdivision } from './holiday.js';
import { holidaysOf, subdivisionsOf } from './holiday.service.js';

@Resolver(() => User)
export class UserPlaceResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The part of the country they are in, ISO 3166-2 without the country; null for guests and customers.',
  })
  subdivision(@Ctx() ctx: IdentityContext, @Root() user: User): Promise<string | null> {
    return known(ctx, user, user.subdivision);
  }

  @FieldResolver(() => [Holiday], {
    description: 'Public holidays where they are, in their order; none for guests and customers; at most 60.',
  })
  async holidays(
    @Ctx() ctx: IdentityContext,
    @Root() user: User,
    @Args(() => HolidaysArgs) args: HolidaysArgs,
  ): Promise<readonly Holiday[]> {
    const place = await known(ctx, user, user);
    return place ? holidaysOf(place, args) : [];
  }
}

@Resolver(() => Subdivision)
export class SubdivisionResolver {
  @Query(() => [Subdivision], {
    description: 'Parts of a country that have holidays of their own, by name; at most 100.',
  })
  subdivisions(
    @Arg('country', () => CountryCodeScalar, { description: 'Country, ISO 3166-1 alpha-2.' }) country: string,
  ): Promise<Subdivision[]> {
    return subdivisionsOf(country);
  }
}
