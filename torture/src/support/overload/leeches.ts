import { connect, type Socket } from 'node:net';
import { GITHUB_HOOK } from 'itsm-harness';

const HALF = `POST ${GITHUB_HOOK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;

/** Sockets that only take room: some say nothing, some stop in the middle of a request. */
export function holdSockets(port: number, half: number, idle: number) {
  const sockets: Socket[] = [];
  for (let i = 0; i < half + idle; i += 1) {
    const socket = connect(port, '127.0.0.1');
    // The backend may end them: that is its good right
    socket.on('error', () => {});
    if (i < half) socket.write(HALF);
    sockets.push(socket);
  }
  return () => sockets.forEach(socket => socket.destroy());
}
