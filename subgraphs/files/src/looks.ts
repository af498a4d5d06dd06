import { CreatePipeline1760000070300 } from './migrations/1760000070300-create-pipeline.js';
import { KeepCopies1760000070310 } from './migrations/1760000070310-keep-copies.js';
import { pipelineJobs } from './pipeline/pipeline-jobs.js';
import { FileRenditionResolver } from './pipeline/pipeline.resolver.js';
import { Rendition } from './pipeline/rendition.js';

/** What is found out about files once they came: scanned, measured, drawn and read. A part of files.ts. */
export const looks = {
  resolvers: [FileRenditionResolver],
  types: [Rendition],
  migrations: [CreatePipeline1760000070300, KeepCopies1760000070310],
  jobs: pipelineJobs,
};
