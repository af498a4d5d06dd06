import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Deleted } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { CreatedApiToken } from './api-token.js';
import { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.inputs.js';
import { createApiToken, revokeApiToken } from './api-token.service.js';

@Resolver()
export class ApiTokenResolver {
  @Mutation(() => CreatedApiToken, { description: 'Makes an API token and shows its secret once.' })
  createApiToken(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => CreateApiTokenInput, { description: 'What to do.' }) input: CreateApiTokenInput,
  ): Promise<CreatedApiToken> {
    return createApiToken(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Ends an API token at once.' })
  revokeApiToken(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => RevokeApiTokenInput, { description: 'What to do.' }) input: RevokeApiTokenInput,
  ): Promise<Deleted> {
    return revokeApiToken(ctx, input);
  }
}
