import type { BackendProcess } from 'itsm-harness';
import { LIFECYCLES } from '../support/access/lifecycles';
import { KIND_NAMES, KINDS, type KindName } from '../support/kinds';

const BASE = '/api/itsm/v1';
/** Nobody wrote it before. */
const NEW_WORD = 'pangolin';
/** As walk.ts wrote it in comments. */
const OLD_WORD = 'zebra';
/** Records of a kind that are tried until one lets itself be edited and moved. */
const TRIES = 100;

interface Row {
  number: string;
  title: string;
}

/**
 * Writes to records of each kind in every way, and opens one more: what an upgrade brought over goes
 * on. Returns a sentence for each write that failed.
 */
export async function writeEach(backend: BackendProcess): Promise<string[]> {
  const faults: string[] = [];
  const send = (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => backend.call(method, `${BASE}${path}`, { body, headers });
  const must = async (...request: Parameters<typeof send>) => {
    const { status, body, text } = await send(...request);
    if (status >= 300) {
      faults.push(`${request[0]} ${request[1]} answers ${status}: ${text}`);
    }
    return body;
  };
  const finds = async (q: string, { number }: Row) => {
    const { items } = await must(
      'GET',
      `/records?state=all&limit=100&q=${encodeURIComponent(`${q} ${number}`)}`,
    );
    return items.some((found: Row) => found.number === number);
  };

  for (const kind of KIND_NAMES) await writeTo(kind);
  return faults;

  async function writeTo(kind: KindName) {
    const { plural, least } = KINDS[kind];
    const { items } = await must('GET', `/${plural}?limit=${TRIES}`);
    if (items.length === 0) {
      faults.push(`No ${kind} is open.`);
      return;
    }
    await writeBeside(plural, items[0]);
    const opened = await must('POST', `/${plural}`, least(items[0].number));
    await must('POST', `/${plural}/${items[0].number}/links`, {
      role: 'relatedTo',
      target: 'record',
      ref: opened.number,
    });
    // Rules refuse some of them: who approved, what is fixed
    const rows = [...items, opened];
    if (!(await anyOf(rows, row => edit(plural, row)))) {
      faults.push(`No ${kind} can be edited.`);
    }
    if (!(await anyOf(rows, row => act(kind, row)))) {
      faults.push(`No ${kind} can be moved.`);
    }
  }

  /** What needs no version and no rule. */
  async function writeBeside(plural: string, row: Row) {
    const one = `/${plural}/${row.number}`;
    const isKnown = await finds(OLD_WORD, row);
    await must('POST', `${one}/comments`, { text: `A ${NEW_WORD} at last` });
    if (!(await finds(NEW_WORD, row))) {
      faults.push(`${row.number} isn't found by a new comment.`);
    }
    if (isKnown && !(await finds(OLD_WORD, row))) {
      faults.push(`${row.number} isn't found by an old comment any more.`);
    }
    await must('POST', `${one}/attachments?name=new.txt`, Buffer.from('New'), {
      'content-type': 'text/plain',
    });
    await must('PUT', `${one}/watch`);
  }

  async function edit(plural: string, { number, title }: Row) {
    const { version } = await must('GET', `/records/${number}`);
    const answer = await send(
      'PATCH',
      `/${plural}/${number}`,
      { title: `${title.slice(0, 150)}, upgraded` },
      { 'if-match': `"${version}"` },
    );
    return isDone(answer);
  }

  async function act(kind: KindName, { number }: Row) {
    const { actions, version } = await must('GET', `/records/${number}`);
    const offered = actions.find(
      ({ name, refused }: any) =>
        !refused && LIFECYCLES[kind][name] && !LIFECYCLES[kind][name].names,
    );
    if (!offered) return false;
    const answer = await send(
      'POST',
      `/${KINDS[kind].plural}/${number}/actions/${offered.name}`,
      LIFECYCLES[kind][offered.name].input ?? {},
      { 'if-match': `"${version}"` },
    );
    return isDone(answer);
  }

  /** A rule may say no; nothing else may go wrong. */
  function isDone({ status, text }: { status: number; text: string }) {
    if (status >= 300 && ![400, 409, 422].includes(status)) {
      faults.push(`A write answers ${status}: ${text}`);
    }
    return status < 300;
  }
}

async function anyOf(
  rows: readonly Row[],
  isDone: (row: Row) => Promise<boolean>,
): Promise<boolean> {
  for (const row of rows) if (await isDone(row)) return true;
  return false;
}
