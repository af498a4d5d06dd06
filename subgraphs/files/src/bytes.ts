import type { HttpDoor } from '@parley/kit';
import { blobJobs } from './blob/collect.service.js';
import { answerActivity, isActivity } from './activity-export/activity-export.door.js';
import type { FilesContext } from './context.js';
import { answerDownload } from './download/download.door.js';
import { DownloadResolver } from './download/download.resolver.js';
import { answerTus } from './upload/tus.door.js';
import { uploadJobs } from './upload/upload-jobs.js';
import { recordingJobs } from './recording/recording.job.js';
import { TakenRecordingRow } from './recording/recording.table.js';
import { Upload, UploadSignal } from './upload/upload.js';
import { UploadProgressResolver, UploadResolver, ViewerUploadResolver } from './upload/upload.resolver.js';
import { UploadRow } from './upload/upload.table.js';

/** Bytes come by `/f/uploads`, tables of who did what go by `/f/activity`, and files by everything else under `/f/`. */
const door: HttpDoor<FilesContext> = {
  prefix: '/f/',
  answer: (ctx, exchange) => {
    const isUpload = exchange.path === '/f/uploads' || exchange.path.startsWith('/f/uploads/');
    if (isUpload) return answerTus(ctx, exchange);
    return isActivity(exchange.path) ? answerActivity(ctx, exchange) : answerDownload(ctx, exchange);
  },
};

/** Bytes on their way in and out, and where they are. A part of files.ts. */
export const bytes = {
  resolvers: [DownloadResolver, UploadResolver, UploadProgressResolver, ViewerUploadResolver],
  types: [Upload, UploadSignal],
  tables: [UploadRow, TakenRecordingRow],
  jobs: [...uploadJobs, ...blobJobs, ...recordingJobs],
  http: door,
};
