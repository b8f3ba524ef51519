import { openHttp, type HttpSession } from '../../stage/HttpSession';
import { deliveryOf } from '../deliveries';
import type { OpenLoad } from '../protocol';
import { mixSender } from './mix';
import type { Send } from './Send';

export interface Sender {
  send: Send;
  /** Hangs up: what has no answer by now gets none, and is not in the way of what comes next. */
  close(): void;
}

/** Enough for whatever piles up while a server stalls. */
const CONNECTIONS = 256;

/** What an open load sends. */
export async function senderOf(load: OpenLoad): Promise<Sender> {
  const http = openHttp(load.url, load.token, CONNECTIONS);
  return { send: await sendOf(load, http), close: http.close };
}

async function sendOf({ plan }: OpenLoad, http: HttpSession): Promise<Send> {
  switch (plan.name) {
    case 'get':
      return async () => {
        await http.get(plan.path);
        return plan.name;
      };
    case 'deliver':
      return async index => {
        await http.send('POST', plan.path, deliveryOf(plan.firstRun + index));
        return plan.name;
      };
    default:
      return mixSender(http, plan);
  }
}
