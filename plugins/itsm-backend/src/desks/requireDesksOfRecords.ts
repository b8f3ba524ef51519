import type { Knex } from 'knex';
import type { Desks } from './Desks';

/**
 * Nobody could say who works on records of a desk that is gone, nor that they were confidential.
 *
 * @throws Error that stops the start
 */
export async function requireDesksOfRecords(
  knex: Knex,
  desks: Desks,
): Promise<void> {
  const known = desks.all.map(({ name }) => name);
  const lost = (await desksOfRecords(knex)).find(desk => !known.includes(desk));
  if (lost === undefined) return;
  throw new Error(
    `itsm.desks: there are records of the desk '${lost}', which is not configured (known: ${known.join(', ')}). Add it again.`,
  );
}

/** Jumps from desk to desk along the index. */
async function desksOfRecords(knex: Knex): Promise<string[]> {
  const found = await knex.raw(
    `with recursive desks(desk) as (
      select min(desk) from records
      union all
      select (select min(r.desk) from records r where r.desk > desks.desk) from desks where desks.desk is not null
    )
    select desk from desks where desk is not null`,
  );
  const rows: { desk: string }[] = found.rows ?? found;
  return rows.map(({ desk }) => desk);
}
