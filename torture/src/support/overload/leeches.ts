import { connect, type Socket } from 'node:net';
import { GITHUB_HOOK } from 'itsm-harness';

const HALF = `POST ${GITHUB_HOOK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
const EVERY_MS = 1_000;

/**
 * Sockets that only take room: some say nothing, some send a request a byte at a time and never end
 * it. Returns how to let go of them.
 */
export function holdSockets(port: number, trickling: number, idle: number) {
  const sockets: Socket[] = [];
  for (let i = 0; i < trickling + idle; i += 1) {
    const socket = connect(port, '127.0.0.1');
    // The backend may end them: that is its good right
    socket.on('error', () => {});
    if (i < trickling) socket.write(HALF);
    sockets.push(socket);
  }
  const trickle = setInterval(() => {
    for (const socket of sockets.slice(0, trickling)) {
      if (socket.writable) socket.write(' ');
    }
  }, EVERY_MS);
  return () => {
    clearInterval(trickle);
    sockets.forEach(socket => socket.destroy());
  };
}
