import { createServer } from 'node:net';

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}

/** A port that nobody listens on right now. */
export function freePort() {
  return listen(0, '127.0.0.1');
}

export async function isPortFree(port) {
  return listen(port, '127.0.0.1').then(
    () => true,
    () => false,
  );
}
