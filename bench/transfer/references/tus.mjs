import { createServer } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

// Uploads as @tus/server takes them, on its own file store and with nothing around it.
const server = new Server({
  path: '/files',
  datastore: new FileStore({ directory: process.env.FOLDER }),
  relativeLocation: true,
});
const http = createServer((request, response) => {
  if (request.url === '/health/ready') response.end();
  else server.handle(request, response);
});
http.requestTimeout = 0;
http.listen(Number(process.env.PORT), '127.0.0.1');
