import { append } from './append.js';
import { download } from './download.js';
import { fanOut } from './fan-out.js';
import { gateway } from './gateway.js';
import { join } from './join.js';
import { list } from './list.js';
import { manyChannels } from './many-channels.js';
import { openChannel } from './open-channel.js';
import { reconnectStorm } from './reconnect-storm.js';
import { type Report, reportOf } from './report.js';
import { search } from './search.js';
import { scroll } from './scroll.js';
import { sendMessage } from './send-message.js';
import { signalling } from './signalling.js';
import { sidebar } from './sidebar.js';
import { slowConsumers } from './slow-consumers.js';
import { soak } from './soak.js';
import { upload } from './upload.js';

const benches: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  'send-message': sendMessage,
  'open-channel': openChannel,
  sidebar,
  'fan-out': fanOut,
  'many-channels': manyChannels,
  search,
  list,
  gateway,
  upload,
  download,
  append,
  'reconnect-storm': reconnectStorm,
  'slow-consumers': slowConsumers,
  scroll,
  join,
  signalling,
  soak,
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));

if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`,
  );
  process.exitCode = 1;
} else {
  // One after the other: side by side they would measure each other.
  for (const name of names) await benches[name]?.(reportOf(name));
}
