import type { BackendProcess } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Arena } from '../TortureTest';
import { Tokens } from './people';
import { openWire, type Reply, type Question, type Wire } from './wire';

/** The arena's shared backends as a crowd of clients sees them. */
export interface SharedReplicas {
  backends: BackendProcess[];
  /** One to each backend. */
  wires: Wire[];
  tokens: Tokens;
  knex: Knex;
  /** Asks the replica that is the `n`th client's. */
  ask(n: number, question: Question): Promise<Reply>;
  close(): Promise<void>;
}

export async function shareReplicas(
  arena: Arena,
  count: number,
  sockets?: number,
): Promise<SharedReplicas> {
  const backends = await arena.shared(count);
  const wires = backends.map(({ port }) => openWire(port, sockets));
  const knex = arena.database.open();
  return {
    backends,
    wires,
    tokens: new Tokens(backends[0]),
    knex,
    ask: (n, question) => wires[n % wires.length].send(question),
    close: async () => {
      wires.forEach(wire => wire.close());
      await knex.destroy();
    },
  };
}

/** Opens an incident to race for; answers its number. */
export async function openIncident(
  { ask }: SharedReplicas,
  title: string,
): Promise<string> {
  const answer = await ask(0, {
    method: 'POST',
    path: '/api/itsm/v1/incidents',
    body: {
      title,
      description: 'Everybody wants it',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/checkout'],
    },
  });
  if (answer.status !== 201) throw new Error(`Opening: ${answer.text}`);
  return answer.body.number;
}
