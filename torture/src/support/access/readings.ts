import { BASE, type ApiOperation } from '../apiDocument';
import type { Question } from '../wire';
import type { KnownRecord } from './KnownRecord';
import {
  comments,
  isReadOnly,
  may,
  offers,
  readsDraft,
  readsInternal,
  type Caller,
} from './policy';
import type { World } from './World';

/** What a public comment says, and a public file. */
const saidOf = (r: KnownRecord) => r.words[3];

/** What an operation reads of a record. */
export type Reading =
  | 'view'
  | 'timeline'
  | 'links'
  | 'publicComment'
  | 'internalComment'
  | 'publicFile'
  | 'internalFile';

/** What a caller who sees the record reads of it: all that is theirs, and nothing else. */
export async function checkReading(
  world: World,
  operation: ApiOperation,
  caller: Caller,
  r: KnownRecord,
  o: {
    what: Reading;
    question: Question;
  },
): Promise<void> {
  const reply = await world.cell(
    caller,
    operation.id,
    o.question,
    a => a.status === 200,
    '200',
  );
  if (reply.status !== 200) return;
  const tells = (fine: boolean, what: string) =>
    world.findings.expect(
      fine,
      () =>
        `${r.number} (${r.state}${r.restricted ? ', restricted' : ''}) as ${caller.name} sees it: ${what}`,
    );
  const internal = readsInternal(caller, r);
  const hidden = world.records.filter(
    other => r.linked.includes(other.number) && !may(caller, 'read', other),
  );
  for (const { number } of hidden) {
    tells(!reply.text.includes(`"${number}"`), `names ${number}`);
  }
  if (o.what === 'links') return;
  if (o.what === 'publicFile' || o.what === 'internalFile') {
    const word = o.what === 'publicFile' ? saidOf(r) : r.whispered;
    tells(reply.text === word, `the file is ${reply.text.slice(0, 100)}`);
    return;
  }
  if (o.what === 'publicComment' || o.what === 'internalComment') {
    const word = o.what === 'publicComment' ? saidOf(r) : r.whispered;
    const versions = reply.body.items;
    tells(
      versions.every((e: any) => e.body.text.includes(word)) &&
        versions[0].seq === r[o.what].seq,
      `the versions are ${reply.text.slice(0, 300)}`,
    );
    return;
  }
  if (o.what === 'timeline') {
    const text = await wholeTimeline(world, caller, r);
    tells(text.includes(saidOf(r)), 'the public comment is missing');
    tells(
      text.includes(r.whispered) === internal,
      `the internal note is ${internal ? 'missing' : 'shown'}`,
    );
    return;
  }
  tells(
    internal || !reply.text.includes(r.whispered),
    'the internal note or file is shown',
  );
  tells(
    reply.body.attachments.some((a: any) => a.id === r.internalFile) ===
      internal,
    `the internal file is ${internal ? 'missing' : 'listed'}`,
  );
  if (r.kind === 'article' && r.type) {
    const draft = readsDraft(caller, r);
    tells(
      'draft' in reply.body.fields === draft,
      `the next version is ${draft ? 'missing' : 'shown'}`,
    );
  }
  const actions = reply.body.actions.map((a: any) => a.name).sort();
  tells(
    actions.join() === offers(caller, r).join(),
    `offers ${actions} instead of ${offers(caller, r)}`,
  );
  const open = !isReadOnly(r);
  const can = {
    edit: open && may(caller, 'update', r),
    comment: open && comments(caller, r),
    commentInternally: open && comments(caller, r) && internal,
    watch: true,
    consent: may(caller, 'act', r),
  };
  tells(
    JSON.stringify(reply.body.can) === JSON.stringify(can),
    `can ${JSON.stringify(reply.body.can)} instead of ${JSON.stringify(can)}`,
  );
}

async function wholeTimeline(
  world: World,
  caller: Caller,
  r: KnownRecord,
): Promise<string> {
  const pages: string[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `${BASE}/v1/${r.kind}s/${r.number}/entries${cursor ? `?cursor=${cursor}` : ''}`;
    const page = await world.mustAs(caller, { method: 'GET', path });
    pages.push(JSON.stringify(page.items));
    cursor = page.nextCursor;
  } while (cursor);
  return pages.join();
}
