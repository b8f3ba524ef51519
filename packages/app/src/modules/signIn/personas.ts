import type { ConfigApi } from '@backstage/frontend-plugin-api';

export interface Persona {
  entityRef: string;
  name: string;
  role: string;
  description: string;
}

/** The personas of `demo.personas`, in the order of the configuration. */
export function readPersonas(config: ConfigApi): Persona[] {
  return (config.getOptionalConfigArray('demo.personas') ?? []).map(c => ({
    entityRef: c.getString('entityRef'),
    name: c.getString('name'),
    role: c.getString('role'),
    description: c.getString('description'),
  }));
}
