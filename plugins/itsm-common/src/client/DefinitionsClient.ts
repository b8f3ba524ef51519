import { queryString, type CallOptions, type WriteOptions } from './callApi';
import { ClientPart } from './ClientPart';
import { ItsmRequestError } from './ItsmRequestError';
import type {
  DefinitionAction,
  DefinitionDiff,
  DefinitionExport,
  DefinitionImportInput,
  DefinitionImportResult,
  DefinitionInput,
  DefinitionPage,
  DefinitionPatch,
  DefinitionPreview,
  DefinitionState,
  DefinitionVersionPage,
  DefinitionView,
} from '../wire';

/** What a list of definitions is narrowed by. @public */
export interface DefinitionQuery {
  state?: DefinitionState;
  /** Part of a name. */
  q?: string;
  cursor?: string;
  limit?: number;
}

/** With 412: the definition as it is now. @public */
export const currentDefinition = (
  error: unknown,
): DefinitionView | undefined =>
  error instanceof ItsmRequestError
    ? (error.current as unknown as DefinitionView | undefined)
    : undefined;

/**
 * The part of the client that is about definitions; `plural` is their type's, such as `routing-rules`.
 *
 * @public
 */
export class DefinitionsClient extends ClientPart {
  /** Newest first. */
  list(
    plural: string,
    query: DefinitionQuery,
    signal?: AbortSignal,
  ): Promise<DefinitionPage> {
    return this.of('GET', plural, queryString(query), { signal });
  }

  get(
    plural: string,
    id: string,
    signal?: AbortSignal,
  ): Promise<DefinitionView> {
    return this.of('GET', plural, `/${id}`, { signal });
  }

  create(
    plural: string,
    input: DefinitionInput,
    options?: WriteOptions,
  ): Promise<DefinitionView> {
    return this.of('POST', plural, '', { body: input, ...options });
  }

  /** Makes a draft; what is in force stays until the draft is activated. */
  edit(
    plural: string,
    id: string,
    patch: DefinitionPatch,
    options: WriteOptions & { version: number },
  ): Promise<DefinitionView> {
    return this.of('PATCH', plural, `/${id}`, { body: patch, ...options });
  }

  /** `reject` needs a `reason`, `restore` a `version`; the others take nothing. */
  act(
    plural: string,
    id: string,
    action: DefinitionAction,
    input: { reason?: string; version?: number },
    options: WriteOptions & { version: number },
  ): Promise<DefinitionView> {
    const path = `/${id}/actions/${action}`;
    return this.of('POST', plural, path, { body: input, ...options });
  }

  /** Newest first. */
  versions(
    plural: string,
    id: string,
    query: { cursor?: string; limit?: number } = {},
    signal?: AbortSignal,
  ): Promise<DefinitionVersionPage> {
    const path = `/${id}/versions${queryString(query)}`;
    return this.of('GET', plural, path, { signal });
  }

  diff(
    plural: string,
    id: string,
    versions: { from: number; to: number },
    signal?: AbortSignal,
  ): Promise<DefinitionDiff> {
    const path = `/${id}/diff${queryString(versions)}`;
    return this.of('GET', plural, path, { signal });
  }

  /** What it would match now, among what the caller may see. */
  preview(
    plural: string,
    spec: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<DefinitionPreview> {
    return this.of('POST', plural, '/preview', { body: { spec }, signal });
  }

  /** As YAML: those in force, or the last version of each. */
  export(
    plural: string,
    content: 'active' | 'latest',
    signal?: AbortSignal,
  ): Promise<DefinitionExport> {
    const path = `/export${queryString({ content })}`;
    return this.of('GET', plural, path, { signal });
  }

  /** Makes drafts, or with `dryRun` says of what. */
  import(
    plural: string,
    input: DefinitionImportInput,
    options?: WriteOptions,
  ): Promise<DefinitionImportResult> {
    return this.of('POST', plural, '/import', { body: input, ...options });
  }

  private of<T>(
    method: string,
    plural: string,
    path: string,
    options: CallOptions,
  ): Promise<T> {
    return this.call(method, `/v1/definitions/${plural}${path}`, options);
  }
}
