import { randomBytes } from 'node:crypto';
import { toNumber } from '../database/database';
import { bodyHashOf, canonicalJson, sha256 } from '../timeline/entryChain';
import type { NextVersion, StoredDefinition } from './readDefinitionRows';

/** The row of the next version, which its hash ties to the one before, and what it changes of the definition. */
export function versionRow(
  last: Pick<StoredDefinition, 'id' | 'version' | 'lastHash'>,
  { verb, state, content, note, actor, at }: NextVersion,
) {
  const { name, ownerGroup, desk, spec } = content;
  const body = canonicalJson({
    note: note ?? null,
    content: { name, ownerGroup, desk, spec },
  });
  const salt = randomBytes(16).toString('hex');
  const version = last.version + 1;
  const unsealed = {
    definition_id: last.id,
    version,
    at,
    verb,
    state,
    actor,
    salt,
    actor_hash: bodyHashOf(salt, actor),
    body,
    body_hash: sha256(body),
    prev: last.lastHash,
  };
  const hash = hashOf(unsealed);
  return {
    row: { ...unsealed, hash },
    head: {
      name,
      state,
      version,
      owner_group: ownerGroup,
      desk,
      updated_at: at,
      updated_by: actor,
      last_hash: hash,
    },
  };
}

/** What a row of a version says, and the version before it. */
export const hashOf = (row: Record<string, unknown>) =>
  sha256(
    [
      row.prev,
      row.definition_id,
      row.version,
      toNumber(row.at),
      row.verb,
      row.state,
      row.actor_hash,
      row.body_hash,
    ].join('\n'),
  );
