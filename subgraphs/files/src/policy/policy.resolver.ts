import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { FilesContext } from '../context.js';
import { SetStoragePolicyInput } from './policy.inputs.js';
import { readPolicy, setStoragePolicy } from './policy.service.js';
import { StoragePolicy } from './policy.js';

@Resolver(() => StoragePolicy)
export class StoragePolicyResolver {
  @Query(() => StoragePolicy, { description: 'What may be stored.' })
  storagePolicy(@Ctx() ctx: FilesContext): Promise<StoragePolicy> {
    return readPolicy(ctx);
  }

  @Mutation(() => StoragePolicy, { description: 'Sets what may be stored.' })
  setStoragePolicy(
    @Ctx() ctx: FilesContext,
    @Arg('input', () => SetStoragePolicyInput, { description: 'What to do.' }) input: SetStoragePolicyInput,
  ): Promise<StoragePolicy> {
    return setStoragePolicy(ctx, input);
  }
}
