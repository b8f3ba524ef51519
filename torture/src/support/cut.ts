import { request } from 'node:http';
import { requestOf, type Question } from './wire';

/**
 * Sends a request and cuts the connection after some milliseconds, answered or not. Resolves when
 * it is cut.
 */
export function sendAndCut(
  port: number,
  question: Question,
  afterMs: number,
): Promise<void> {
  return new Promise(done => {
    const { options, bytes } = requestOf(port, question);
    const req = request({ ...options, agent: false }, res => res.resume());
    // What is cut complains
    req.on('error', () => {});
    req.on('close', done);
    req.end(bytes, () => setTimeout(() => req.destroy(), afterMs));
  });
}
