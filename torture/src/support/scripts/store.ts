import { githubDelivery, GITHUB_HOOK } from 'itsm-harness';
import { BASE } from '../apiDocument';
import { KINDS } from '../kinds';
import type { Reply, Wire } from '../wire';
import { writingsOf } from './writings';

/** Where a round's payloads are shown, with what shows that the page is whole. */
interface Place {
  path: string;
  ready: string;
}

export interface Stored {
  places: Place[];
  /** Texts that the product refused; they are nowhere. */
  refused: number;
  stored: number;
}

/** Titles are one line and shorter than other texts. */
const line = (text: string, max = 200) =>
  text.replace(/\s+/g, ' ').trim().slice(0, max) || 'empty';

/** Stores each payload wherever people and systems may write. */
export async function storePayloads(
  wire: Wire,
  payloads: readonly string[],
  seed: number,
): Promise<Stored> {
  let refused = 0;
  let stored = 0;
  const post = async (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const question = { method: 'POST', path: `${BASE}${path}`, body, headers };
    const reply = await wire.send(question);
    if (reply.status >= 500) throw new Error(`${path}: ${reply.text}`);
    if (reply.status >= 400) refused += 1;
    else stored += 1;
    return reply;
  };
  const open = async (title: string, description: string): Promise<any> => {
    const { body } = await post('/v1/incidents', {
      title: line(title),
      description,
      impact: 'low',
      urgency: 'low',
      entities: ['checkout'],
    });
    return body?.number ? body : open('A plain title', 'A plain description');
  };
  const act = async (record: any, action: string, body: object) => {
    const headers = { 'if-match': String(record.version) };
    const path = `/v1/${record.kind}s/${record.number}/actions/${action}`;
    const reply = await post(path, body, headers);
    return reply.status < 300 ? reply.body : record;
  };

  const places: Place[] = [];
  const half = Math.ceil(payloads.length / 2);
  for (const part of [payloads.slice(0, half), payloads.slice(half)]) {
    const shown = await open(part[0], part[1]);
    const one = `/v1/incidents/${shown.number}`;
    for (const text of part) {
      const { number } = await open(text, text);
      const link = { role: 'relatedTo', target: 'record', ref: number };
      await post(`${one}/links`, link);
    }
    for (const [index, text] of part.entries()) {
      const { status } = await post(`${one}/comments`, { text });
      if (status === 201 && index % 2) {
        const name = encodeURIComponent(line(text).replace(/[/\\]/g, '⁄'));
        await post(`${one}/attachments?name=${name}`, Buffer.from('x'));
      }
    }
    places.push({ path: `/itsm/r/${shown.number}`, ready: '[id^="e-"]' });
  }

  let moved = await open('Moves', payloads[2]);
  for (const text of payloads.slice(0, 8)) {
    const headers = { 'if-match': String(moved.version) };
    const path = `${BASE}/v1/incidents/${moved.number}`;
    const body = { title: line(text), category: line(text, 100) };
    const edited = await wire.send({ method: 'PATCH', path, headers, body });
    if (edited.status === 200) moved = edited.body;
    moved = await act(moved, 'hold', { reason: 'requester', comment: text });
    moved = await act(moved, 'start', { assignee: 'eddie' });
    moved = await act(moved, 'resolve', {
      code: 'fixed',
      notes: text,
      causeUnknown: true,
    });
    moved = await act(moved, 'reopen', { reason: text });
  }
  places.push({ path: `/itsm/r/${moved.number}`, ready: '[id^="e-"]' });

  const change = await post('/v1/changes', {
    type: 'normal',
    title: line(payloads[3]),
    environment: line(payloads[4], 63),
    entities: ['checkout'],
    justification: payloads[5],
    implementationPlan: payloads[6],
    testPlan: payloads[7],
    backoutPlan: payloads[8],
    securityReason: payloads[9],
    revision: line(payloads[10]),
    artifact: line(payloads[11]),
  });
  if (change.status === 201) {
    const path = `/itsm/r/${change.body.number}`;
    places.push({ path, ready: '[id^="e-"]' });
  }
  for (const { kind, input, acts } of writingsOf(payloads.slice(12))) {
    const path = `/v1/${KINDS[kind].plural}`;
    const least = KINDS[kind].least(moved.number);
    const { body } = await post(path, { ...least, ...input });
    let record = body?.number ? body : (await post(path, least)).body;
    for (const [action, told] of acts) record = await act(record, action, told);
    places.push({ path: `/itsm/r/${record.number}`, ready: '[id^="e-"]' });
  }
  for (const [index, text] of payloads.slice(0, 20).entries()) {
    await post('/v1/deployments', {
      repository: line(text),
      runId: `${seed}-${index}`,
      environment: index % 2 ? 'production' : line(text, 63),
      state: 'failure',
      revision: line(text),
      deployer: line(text),
      description: text,
    });
    const event = line(text, 100);
    if (/^[\x20-\x7e]+$/.test(event)) {
      const delivery = githubDelivery(event, { zen: text });
      const path = GITHUB_HOOK.slice(BASE.length);
      await post(path, delivery.body, delivery.headers);
    }
  }
  const row = '[data-itsm-root] [role=row]';
  return {
    refused,
    stored,
    places: [
      ...places,
      ...Object.values(KINDS).map(({ plural }) => ({
        path: `/itsm/${plural}?state=all`,
        ready: row,
      })),
      {
        path: `/itsm/incidents?state=all&q=${encodeURIComponent(line(payloads[12]))}`,
        ready: '[data-itsm-root]',
      },
      { path: '/itsm/administration/unmapped', ready: row },
      { path: '/itsm/administration/deliveries', ready: row },
      {
        path: '/catalog/default/component/checkout/incidents?state=all',
        ready: row,
      },
      {
        path: '/catalog/default/component/checkout',
        ready: '[data-itsm-root]',
      },
    ],
  };
}
