import type { Mutant } from '../TortureTest';

/*
 * Mistakes that one could make in the product, each named after what it breaks. Tests list those
 * that they must notice.
 */

const BACKEND = 'plugins/itsm-backend/src';

export const NO_TRANSACTION: Mutant = {
  name: 'What a write changes is not one transaction',
  file: `${BACKEND}/records/Records.ts`,
  find: `this.knex.transaction(trx =>
        work(new RecordTransaction(trx, this.options)),
      );`,
  replace: `work(new RecordTransaction(this.knex, this.options));`,
};

export const ANSWER_BEFORE_COMMIT: Mutant = {
  name: 'A write is answered before its transaction commits',
  file: `${BACKEND}/records/Records.ts`,
  find: `this.knex.transaction(trx =>
        work(new RecordTransaction(trx, this.options)),
      );`,
  replace: `new Promise((done, fail) => {
        this.knex.transaction(async trx => {
          done(await work(new RecordTransaction(trx, this.options)));
          await new Promise(later => setTimeout(later, 50));
        }).catch(fail);
      });`,
};

export const ANSWER_BEFORE_STORING: Mutant = {
  name: 'A webhook is answered before it is stored',
  file: `${BACKEND}/inbox/hookRouter.ts`,
  find: `  const stored = await store.add(delivery, worker.claim());`,
  replace: `  res.status(202).json({ delivery: 'soon' });
  await new Promise(later => setTimeout(later, 20));
  const stored = await store.add(delivery, worker.claim());
  if (stored.isNew) worker.start({ ...delivery, ...stored.delivery });
  if (res.headersSent) return;`,
};

export const FORGET_KEY_OF_RECORD: Mutant = {
  name: "The record's transaction does not note the idempotency key",
  file: `${BACKEND}/http/idempotency.ts`,
  find: `const held = await trx('idempotency')`,
  replace: `const held = true || trx('idempotency')`,
};
