import type { Mutant } from '../TortureTest';

/*
 * Mistakes that one could make in the product, each named after what it breaks. Tests list those
 * that they must notice.
 */

const BACKEND = 'plugins/itsm-backend/src';

export const NO_TRANSACTION: Mutant = {
  name: 'What a write changes is not one transaction',
  file: `${BACKEND}/records/Records.ts`,
  find: `this.knex.transaction(async trx => {
        const locks = new Locks(trx, known);
        await locks.ahead();
        return work(new RecordTransaction(trx, this.options, locks, router));
      });`,
  replace: `work(new RecordTransaction(this.knex, this.options, new Locks(this.knex, known), router));`,
};

export const ANSWER_BEFORE_COMMIT: Mutant = {
  name: 'A write is answered before its transaction commits',
  file: `${BACKEND}/records/Records.ts`,
  find: `this.knex.transaction(async trx => {
        const locks = new Locks(trx, known);
        await locks.ahead();
        return work(new RecordTransaction(trx, this.options, locks, router));
      });`,
  replace: `new Promise((done, fail) => {
        this.knex.transaction(async trx => {
          done(await work(new RecordTransaction(trx, this.options, new Locks(trx, known), router)));
          await new Promise(later => setTimeout(later, 50));
        }).catch(fail);
      });`,
};

export const ANSWER_BEFORE_STORING: Mutant = {
  name: 'A webhook is answered before it is stored',
  file: `${BACKEND}/inbox/hookRouter.ts`,
  find: `  const stored = await worker.accept(delivery);`,
  replace: `  res.status(202).json({ delivery: 'soon' });
  await new Promise(later => setTimeout(later, 20));
  const stored = await worker.accept(delivery);
  if (stored.isNew) worker.start({ ...delivery, ...stored.delivery });
  if (res.headersSent) return;`,
};

export const FORGET_KEY_OF_RECORD: Mutant = {
  name: "The record's transaction does not note the idempotency key",
  file: `${BACKEND}/http/idempotency.ts`,
  find: `const held = await trx('idempotency')`,
  replace: `const held = true || trx('idempotency')`,
};

export const IGNORE_DELIVERY_KEY: Mutant = {
  name: 'A delivery that is sent again is a new one',
  file: `${BACKEND}/inbox/hookRouter.ts`,
  find: `key: deliveryKey(raw.body, source.key?.(raw)),`,
  replace: `key: deliveryKey(raw.body, source.key?.(raw)) + Math.random(),`,
};

export const LAST_REPORT_WINS: Mutant = {
  name: 'Of two reports the one that arrives last has the last word',
  file: `${BACKEND}/deployments/outcome.ts`,
  find: `if (isFinal(child.state) !== isFinal(state)) return isFinal(state);`,
  replace: `return true;`,
};

export const NO_LOCK_OF_RUN: Mutant = {
  name: 'Reports of one run are filed at once instead of one by one',
  file: `${BACKEND}/deployments/DeploymentService.ts`,
  find: `await store.lockRun(tx.knex, keys.runKey, acting.at)`,
  replace: `JSON.parse(
      (await tx.knex('deployment_runs').where({ key: keys.runKey }).first('completions'))
        ?.completions ?? '{}')`,
};

export const DROP_VERSION_CHECK: Mutant = {
  name: 'The version of If-Match is not compared',
  file: `${BACKEND}/records/RecordTransaction.ts`,
  find: `if (ifMatch !== undefined && ifMatch !== record.version) {`,
  replace: `if (ifMatch === -1) {`,
};

export const FORGET_IF_MATCH: Mutant = {
  name: 'An edit without If-Match is taken',
  file: `${BACKEND}/http/ifMatch.ts`,
  find: `    throw new PreconditionRequiredError();`,
  replace: `    return undefined as any;`,
};

export const ANY_STATE: Mutant = {
  name: 'An action is possible in every state',
  file: 'plugins/itsm-common/src/lifecycle.ts',
  find: `if (!action || !isPossible(kind, action, record)) {`,
  replace: `if (!action) {`,
};

export const SHARED_KEYS: Mutant = {
  name: 'An idempotency key counts for all callers',
  file: `${BACKEND}/http/idempotency.ts`,
  find: `sha256([principal, route, key].join('\\n'))`,
  replace: `sha256([route, key].join('\\n'))`,
};

export const UNCHECKED_BODY: Mutant = {
  name: 'An idempotency key is answered whatever the body is',
  file: `${BACKEND}/http/idempotency.ts`,
  find: `if (row.request_hash !== requestHash) throw new IdempotencyKeyReusedError();`,
  replace: ``,
};

export const FORGET_ANSWER: Mutant = {
  name: 'The first answer to an idempotency key is not kept',
  file: `${BACKEND}/http/idempotency.ts`,
  find: `await store.answered(held, answer).catch(() => {});`,
  replace: `await store.release(held);`,
};

export const AWAY_IS_A_FAULT: Mutant = {
  name: 'A database that is away is a fault of the server',
  file: `${BACKEND}/http/errorHandler.ts`,
  find: `  if (isDatabaseAway(error)) {`,
  replace: `  if (error === 'away') {`,
};

export const EDIT_APPROVED: Mutant = {
  name: 'An entity can be linked to a change whose approval is asked for',
  file: 'plugins/itsm-common/src/kinds/change/change.ts',
  find: `    if (FIXED_IN.includes(record.state)) {
      return { refused: { code: 'approved_content_is_fixed' } };
    }`,
  replace: ``,
};

export const NEVER_OVERTAKEN: Mutant = {
  name: 'A record that begins to wait does not look whether it is too late',
  file: `${BACKEND}/reactors/neighbourReactor.ts`,
  find: `[...linked, ...linksIn(entry.body)].some(`,
  replace: `linksIn(entry.body).some(`,
};
