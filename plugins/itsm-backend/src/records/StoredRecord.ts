import type { ItsmRecord, KindDefinition } from 'backstage-plugin-itsm-common';

/** A record as it was locked, with what the next commit builds on. */
export interface StoredRecord {
  kind: KindDefinition;
  record: ItsmRecord;
  seq: number;
  lastHash: string;
  textRank: number | null;
  isNew: boolean;
}
