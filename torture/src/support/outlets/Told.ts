/** JSON: where the sink is, and the names of the outlets that tell it. */
export const OUTLETS_VARIABLE = 'ITSM_TORTURE_OUTLETS';

/** What an outlet says of an entry. */
export interface Told {
  outlet: string;
  id: string;
  recordId: string;
  seq: number;
  /** Of the backend. */
  pid: number;
}
