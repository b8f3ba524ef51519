import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ItsmError,
  MissingError,
  UnauthenticatedError,
} from 'backstage-plugin-itsm-common';
import type { DeploymentSource, RawDelivery } from 'backstage-plugin-itsm-node';
import express, { type Request, type Response, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { errorHandler } from '../http/errorHandler';
import { deliveryKey } from './deliveryKey';
import type { InboxStore } from './InboxStore';
import type { Hook } from './Hook';
import type { InboxWorker } from './InboxWorker';
import type { Meaning } from './Meaning';
import { understand } from './understand';

/** Not kept with the delivery: they prove who somebody is, and no source reads them. */
const SECRET_HEADERS =
  /(^|-)(authorization|cookie|credentials?|password|secret|token|api-?key)($|-)/;

export interface HookRouterOptions {
  hooks: ReadonlyMap<string, Hook>;
  store: InboxStore;
  worker: InboxWorker;
  meanings: readonly Meaning[];
  logger: LoggerService;
  now: () => number;
}

/**
 * `POST /<instance>`: receives webhooks. The sender is proven over the raw bytes before anything
 * is parsed or stored, and the delivery is committed before it is answered; the work comes after.
 * Mount it before any body parser, on a path that needs no Backstage credentials.
 */
export function createHookRouter(options: HookRouterOptions): Router {
  const router = PromiseRouter();
  const readers = new Map(
    [...options.hooks].map(([name, { instance }]) => [
      name,
      // Compressed bodies are refused: a small one can hold a huge one, and signatures are over
      // what was sent.
      express.raw({
        type: () => true,
        limit: instance.maxBodyBytes,
        inflate: false,
      }),
    ]),
  );
  router.post(
    '/:instance',
    (req, res, next) => {
      const read = readers.get(req.params.instance);
      if (!read)
        throw new MissingError('hook', req.params.instance.slice(0, 100));
      read(req, res, next);
    },
    async (req, res) => {
      await receive(options, options.hooks.get(req.params.instance)!, req, res);
    },
  );
  router.use(errorHandler(options.logger));
  return router;
}

async function receive(
  { store, worker, meanings, now, logger }: HookRouterOptions,
  { instance, source }: Hook,
  req: Request,
  res: Response,
): Promise<void> {
  const raw: RawDelivery = {
    headers: textHeaders(req),
    body: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
    receivedAt: now(),
  };
  if (!source.verify(raw, instance.secrets)) {
    throw new UnauthenticatedError(
      'The signature is missing or does not fit the body and the configured secrets.',
      'bad_signature',
    );
  }
  const ignored = whyIgnored(source, raw, meanings, logger);
  const delivery = {
    instance: instance.name,
    key: deliveryKey(raw.body, source.key?.(raw)),
    event: source.event?.(raw),
    headers: keptHeaders(raw.headers),
    body: raw.body,
    receivedAt: raw.receivedAt,
    ignored,
  };
  const stored = await worker.accept(delivery);
  const { id, status, reason } = stored.delivery;
  // Whoever sends a dead one again wants another try; that too is committed before the answer.
  const again =
    status === 'dead'
      ? await store.claimOne(id, worker.claim(), ['dead'])
      : undefined;
  res
    .status(202)
    .json(status === 'ignored' ? { ignored: reason } : { delivery: id });
  if (again) worker.start(again);
  if (stored.isNew && status === 'received') {
    if (stored.claim) worker.start({ ...delivery, ...stored.delivery });
    else worker.catchUp();
  }
}

/**
 * Why a delivery is of no interest; undefined when it is.
 *
 * @throws ItsmError what the source refuses while the sender still listens.
 */
function whyIgnored(
  source: DeploymentSource,
  raw: RawDelivery,
  meanings: readonly Meaning[],
  logger: LoggerService,
): string | undefined {
  const { fault, parsed, meaning } = understand(source, raw, meanings);
  if (fault instanceof ItsmError) throw fault;
  if (fault) {
    logger.error(
      `The source '${source.name}' failed over a delivery, which is kept as ignored. Report this to who maintains the source`,
      fault,
    );
  }
  return meaning ? undefined : parsed.ignored;
}

function textHeaders(req: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    // A repeated header is joined by Node with a comma and so proves nothing.
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

function keptHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !SECRET_HEADERS.test(name)),
  );
}
