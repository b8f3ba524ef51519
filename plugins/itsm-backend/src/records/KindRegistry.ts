import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  builtInKinds,
  itsmPermissions,
  kindPermissions,
  MissingError,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';

/** The kinds of this installation: built in or from modules, less those switched off. */
export class KindRegistry {
  readonly all: readonly KindDefinition[];
  /** Basic permissions of kinds, and those of none. */
  readonly basicPermissions: readonly BasicPermission[];
  private readonly byName: Map<string, KindDefinition>;

  constructor(
    added: readonly KindDefinition[] = [],
    isEnabled: (name: string) => boolean = () => true,
  ) {
    this.all = [...builtInKinds, ...added].filter(kind => isEnabled(kind.name));
    this.basicPermissions = [
      ...this.all.map(kind => kindPermissions(kind.name).create),
      ...this.all.flatMap(kind => kind.permissions ?? []),
      ...itsmPermissions.filter(p => p.type === 'basic'),
    ];
    this.byName = new Map(this.all.map(kind => [kind.name, kind]));
    if (this.byName.size !== this.all.length) {
      throw new Error('Two kinds of record have the same name');
    }
  }

  find(name: string): KindDefinition | undefined {
    return this.byName.get(name);
  }

  /** The kind that gives out such numbers; an imported record may have any number. */
  ofNumber(number: string): KindDefinition | undefined {
    return this.all.find(kind => number.startsWith(`${kind.prefix}-`));
  }

  /** @throws MissingError when the kind is unknown or switched off. */
  get(name: string): KindDefinition {
    const kind = this.byName.get(name);
    if (!kind) throw new MissingError('kind', name);
    return kind;
  }
}
