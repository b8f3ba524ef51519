import { openHttp } from '../../stage/HttpSession';
import { deliveryOf } from '../deliveries';
import type { OpenLoad } from '../protocol';
import { mixSender } from './mix';

/** Sends what is due, and answers what kind of request it was. */
export type Sender = (index: number) => Promise<string>;

/** Enough for whatever piles up while a server stalls. */
const CONNECTIONS = 256;

/** What an open load sends. */
export async function senderOf(load: OpenLoad): Promise<Sender> {
  const { plan } = load;
  const http = openHttp(load.url, load.token, CONNECTIONS);
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
