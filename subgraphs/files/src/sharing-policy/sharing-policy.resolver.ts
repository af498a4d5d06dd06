import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { File, Folder } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { SetSharingPolicyInput } from './sharing-policy.inputs.js';
import { readSharingPolicy, setSharingPolicy, watermarkPolicyOf } from './sharing-policy.service.js';
import { SharingPolicy, WatermarkPolicy } from './sharing-policy.js';

@Resolver(() => SharingPolicy)
export class SharingPolicyResolver {
  @Query(() => SharingPolicy, { description: 'What the organisation lays down for all that is shared.' })
  sharingPolicy(@Ctx() ctx: RequestContext): Promise<SharingPolicy> {
    return readSharingPolicy(ctx);
  }

  @Mutation(() => SharingPolicy, {
    description: 'Lays down what holds for all that is shared, also for what was shared before.',
  })
  setSharingPolicy(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetSharingPolicyInput, { description: 'What to do.' }) input: SetSharingPolicyInput,
  ): Promise<SharingPolicy> {
    return setSharingPolicy(ctx, input);
  }
}

/** What is laid down for single things. */
function policyResolver(type: typeof File | typeof Folder) {
  @Resolver(() => type)
  class PolicyResolver {
    @FieldResolver(() => WatermarkPolicy, {
      description: 'Where names are always drawn in what is shown of it, whoever shares it.',
    })
    watermarkPolicy(@Ctx() ctx: RequestContext, @Root() node: NodeAt): Promise<WatermarkPolicy> {
      return watermarkPolicyOf(ctx, node);
    }
  }
  return PolicyResolver;
}

/** The same once for files, and once for folders. */
export const FilePolicyResolver = policyResolver(File);
export const FolderPolicyResolver = policyResolver(Folder);
