/* eslint-disable @backstage/no-relative-monorepo-imports */
import { kindsByName, parseInput } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { DeploymentService } from '../../../../plugins/itsm-backend/src/deployments/DeploymentService';
import { DeploymentStore } from '../../../../plugins/itsm-backend/src/deployments/DeploymentStore';
import { comment } from '../../../../plugins/itsm-backend/src/records/answer';
import { KindRegistry } from '../../../../plugins/itsm-backend/src/records/KindRegistry';
import { ensureNumberSequences } from '../../../../plugins/itsm-backend/src/records/numbers';
import { RecordCollaboration } from '../../../../plugins/itsm-backend/src/callers/RecordCollaboration';
import { Desks } from '../../../../plugins/itsm-backend/src/desks/Desks';
import { Records } from '../../../../plugins/itsm-backend/src/records/Records';
import { relink } from '../../../../plugins/itsm-backend/src/records/relink';
import type { Life, Opening, Report, Step } from '../life/Life';
import { SETTINGS } from '../rows/batches';
import { standardCompanions } from '../../../../plugins/itsm-backend/src/__testing__/standardCompanions';

/** The engine itself on a migrated database, as far as lives need it. */
export async function liveEngine(knex: Knex) {
  const kinds = new KindRegistry();
  await ensureNumberSequences(knex, kinds.all);
  const records = new Records(knex, {
    kinds,
    settings: SETTINGS,
    desks: new Desks(),
    companions: standardCompanions(() => []),
  });
  const collaboration = new RecordCollaboration({
    records,
    reader: { visible: async (caller: any) => ({ record: caller.record }) },
  } as any);

  const open = (life: Life, step: Opening): Promise<string> => {
    const kind = kindsByName[life.kind];
    const opening = kind.open(parseInput(kind.create, step.input), {
      ...step,
      settings: SETTINGS,
    });
    return records.transaction(
      async tx => (await tx.open(kind, opening, step)).id,
    );
  };

  const report = async (step: Report): Promise<string> => {
    const owners = step.assignmentGroup ? [step.assignmentGroup] : [];
    const deployments = new DeploymentService({
      records,
      store: new DeploymentStore(),
      mapping: {
        candidates: async () => ({
          annotated: step.entities,
          owners: new Map(step.entities.map(ref => [ref, owners])),
        }),
        choose: async () => ({ entities: step.entities }),
      } as any,
      change: kindsByName.change,
      isProduction: () => true,
      quietPeriodMs: SETTINGS.quietPeriodMs,
      plausiblePastMs: 24 * 3_600_000,
    });
    const [{ record }] = await deployments.report(
      { instance: 'api', annotations: [], trustEntityRefs: false },
      { deployments: [step.report] },
      step,
    );
    return record!.id;
  };

  const perform = async (
    life: Life,
    step: Step,
    id: string,
  ): Promise<string> => {
    if (step.do === 'open') return open(life, step);
    if (step.do === 'report') return report(step);
    if (step.do === 'watch') {
      const record = { id };
      const caller: any = { actor: step.actor, record };
      await collaboration.watch(caller, kindsByName[life.kind], '', true);
      return id;
    }
    await records.transaction(async tx => {
      if (step.do === 'act') await tx.act(id, step.action, step.input, step);
      if (step.do === 'comment') await comment(tx, id, step, step);
      if (step.do === 'link') {
        await relink(tx, id, { add: step.add, remove: [] }, step);
      }
    });
    return id;
  };

  return {
    /** Lives it in transactions, step by step. */
    async live(life: Life): Promise<void> {
      let id = '';
      for (const step of life.steps) id = await perform(life, step, id);
    },
  };
}
