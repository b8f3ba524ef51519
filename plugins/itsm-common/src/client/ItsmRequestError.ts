import type { ErrorView, RecordView } from '../wire';

/** A refusal by the server, with the code and params that a client translates. @public */
export class ItsmRequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  /** With 412: the record as it is now. */
  readonly current?: RecordView;

  constructor(status: number, body: Partial<ErrorView> | undefined) {
    super(body?.error?.message ?? `The server answered ${status}.`);
    this.name = 'ItsmRequestError';
    this.status = status;
    this.code = body?.error?.code ?? 'unknown';
    this.params = body?.error?.params ?? {};
    this.current = body?.current;
  }
}

/** What the server said instead of an answer. */
export async function refusalOf(response: Response): Promise<ItsmRequestError> {
  const body = await response.json().catch(() => undefined);
  return new ItsmRequestError(response.status, body);
}
