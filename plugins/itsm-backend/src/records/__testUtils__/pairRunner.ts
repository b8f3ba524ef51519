import {
  kindsByName,
  parseInput,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { KindRegistry } from '../KindRegistry';
import { Desks } from '../../desks/Desks';
import { ensureNumberSequences } from '../numbers';
import { Records } from '../Records';
import { relink } from '../relink';
import type { RecordTransaction } from '../RecordTransaction';
import { standardCompanions } from '../../__testing__/standardCompanions';
import type { Alias, Pair, Step, Subject } from './anyPair';
import { KINDS, AT, EDDIE, SETTINGS } from './pairWorld';

/** What came of it: of each step, and of all records, without numbers, ids and times. */
type Outcome = string;

/** The engine itself, on a migrated database. */
export async function pairRunner(knex: Knex) {
  const kinds = new KindRegistry();
  await ensureNumberSequences(knex, kinds.all);
  const records = new Records(knex, {
    kinds,
    settings: SETTINGS,
    desks: new Desks(),
    companions: standardCompanions(() => []),
  });
  const acting = (numbers: readonly string[]) => ({
    actor: EDDIE,
    at: AT,
    capabilities: ['agent', 'requester', 'manager', 'system'] as const,
    reach: { numbers, may: () => true },
  });

  async function open(
    tx: RecordTransaction,
    kind: KindDefinition,
    input: Record<string, unknown>,
    numbers: readonly string[] = [],
  ) {
    return tx.open(
      kind,
      targets =>
        kind.open(parseInput(kind.create, input), {
          actor: EDDIE,
          at: AT,
          settings: SETTINGS,
          targets,
        }),
      { ...acting(numbers), channel: 'portal', entities: [] },
    );
  }

  const create = (kind: string): Record<string, unknown> => ({
    title: 'One of a pair',
    ...(kind === 'incident' && {
      description: 'x',
      impact: 'high',
      urgency: 'high',
      entityUnknownReason: 'x',
    }),
    ...(kind === 'problem' && { impact: 'high', urgency: 'high' }),
    ...(kind === 'change' && {
      type: 'normal',
      environment: 'production',
      entities: ['component:default/checkout'],
    }),
  });

  /** Records of some kinds begin as a part of another one: here of one that nobody asks. */
  let root: Promise<string> | undefined;
  const rootNumber = () => {
    root ??= records.transaction(
      async tx =>
        (await open(tx, kindsByName.problem, create('problem'))).number,
    );
    return root;
  };

  /** A row of each kind in each state, of which the subjects are copies. */
  const models = new Map<string, Promise<any>>();
  const modelOf = (subject: Subject): Promise<any> => {
    const key = `${subject.kind} ${subject.state}`;
    const found = models.get(key) ?? model(subject);
    models.set(key, found);
    return found;
  };

  async function model({ kind, state, data }: Subject) {
    const isPart = ['task', 'review'].includes(kind);
    const parent = isPart ? await rootNumber() : undefined;
    return records.transaction(async tx => {
      const { id } = await open(
        tx,
        KINDS[kind],
        { ...create(kind), ...(parent && { parent }) },
        parent ? [parent] : [],
      );
      const line = { verb: 'moved', audience: 'public', body: {} } as const;
      await tx.append(id, line, acting([]), {
        patch: { state, data, assignee: EDDIE.ref },
      });
      return tx.knex('records').where({ id }).first();
    });
  }

  let copies = 0;
  async function subjects({ A, B }: Pair): Promise<Record<Alias, string>> {
    const rows = await Promise.all(
      [A, B].map(async subject => {
        const row = await modelOf(subject);
        copies += 1;
        const number = `${KINDS[subject.kind].prefix}-${9_000_000 + copies}`;
        return { ...row, id: uuid(), number };
      }),
    );
    await knex('records').insert(rows);
    return { A: rows[0].number, B: rows[1].number };
  }

  const idOf = async (number: string, within: Knex = knex): Promise<string> =>
    (await within('records').where({ number }).first('id')).id;

  function perform(step: Step, number: Record<Alias, string>) {
    const self = number[step.on];
    const other = number[step.on === 'A' ? 'B' : 'A'];
    return records.transaction(async (tx): Promise<string> => {
      if (step.do === 'open') {
        const kind = kindsByName[step.kind];
        const input = { ...create(step.kind), parent: self };
        return (await open(tx, kind, input, [self])).number;
      }
      const id = await idOf(self, tx.knex);
      if (step.do === 'act') {
        const input = Object.fromEntries(
          Object.entries(step.input).map(([name, value]) => [
            name,
            value === 'OTHER' ? other : value,
          ]),
        );
        await tx.act(id, step.action, input, acting([other]));
      } else if (step.do === 'edit') {
        await tx.edit(id, step.input, acting([]));
      } else {
        const link = { role: step.role, target: 'record', ref: other } as const;
        const add = step.do === 'link' ? [link] : [];
        const remove = step.do === 'unlink' ? [link] : [];
        await relink(tx, id, { add, remove }, acting([other]));
      }
      return self;
    });
  }

  /** Runs it in one order, in the other, or at once. */
  async function run(
    pair: Pair,
    how: 'first' | 'second' | 'together',
  ): Promise<Outcome> {
    const number = await subjects(pair);
    const { link } = pair;
    if (link) {
      const ref = number[link.from === 'A' ? 'B' : 'A'];
      const id = await idOf(number[link.from]);
      await records
        .transaction(tx =>
          relink(
            tx,
            id,
            { add: [{ role: link.role, target: 'record', ref }], remove: [] },
            acting([ref]),
          ),
        )
        .catch(() => {});
    }
    const results: string[] = [];
    const did = async (index: 0 | 1) => {
      results[index] = await perform(pair.steps[index], number).catch(
        (error: any) => {
          if (!error.code || /^[0-9A-Z]{5}$/.test(error.code)) throw error;
          return error.code as string;
        },
      );
    };
    if (how === 'first') await did(0).then(() => did(1));
    if (how === 'second') await did(1).then(() => did(0));
    if (how === 'together') await Promise.all([did(0), did(1)]);
    return outcome(number, results);
  }

  async function outcome(
    number: Record<Alias, string>,
    results: string[],
  ): Promise<Outcome> {
    const names = new Map([
      [results[0], 'first'],
      [results[1], 'second'],
      [number.A, 'A'],
      [number.B, 'B'],
      [await rootNumber(), 'root'],
    ]);
    const rows = await knex('records')
      .whereIn('number', [...names.keys()])
      .whereNot('number', await rootNumber())
      .select('id', 'number', 'title', 'state', 'data', 'priority');
    const links = await knex('links')
      .whereIn(
        'record_id',
        rows.map(({ id }) => id),
      )
      .select('record_id', 'role', 'ref');
    const said = JSON.stringify({
      results: results.map(each => names.get(each) ?? each),
      records: rows
        .map(({ id, ...row }) => ({
          ...row,
          number: names.get(row.number),
          links: links
            .filter(link => link.record_id === id)
            .map(({ role, ref }) => `${role} ${names.get(ref) ?? ref}`)
            .sort(),
        }))
        .sort((a, b) => (a.number! < b.number! ? -1 : 1)),
    });
    return [...names].reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      said,
    );
  }

  return {
    /** What is wrong with a pair; nothing if some order gives what it gave. */
    async check(pair: Pair): Promise<string | undefined> {
      const together = await run(pair, 'together');
      const first = await run(pair, 'first');
      if (together === first) return undefined;
      const second = await run(pair, 'second');
      return together === second
        ? undefined
        : [JSON.stringify(pair), together, first, second].join('\n');
    },
  };
}
