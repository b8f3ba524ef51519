import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  builtInKinds,
  kindPermissions,
  MissingError,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { requireUnique } from '../requireUnique';

/** The kinds of this installation: built in or from modules, less those switched off. */
export class KindRegistry {
  readonly all: readonly KindDefinition[];
  /** Basic permissions of kinds. */
  readonly basicPermissions: readonly BasicPermission[];
  private readonly byName: Map<string, KindDefinition>;

  constructor(
    kinds: readonly KindDefinition[] = builtInKinds,
    isEnabled: (name: string) => boolean = () => true,
  ) {
    this.all = kinds.filter(kind => isEnabled(kind.name));
    this.basicPermissions = [
      ...this.all.map(kind => kindPermissions(kind.name).create),
      ...this.all.flatMap(kind => kind.permissions ?? []),
    ];
    this.byName = new Map(this.all.map(kind => [kind.name, kind]));
  }

  /**
   * The built-in kinds and those of modules.
   *
   * @throws Error for two with one name, prefix of numbers, or collection in URLs
   */
  static named(added: readonly KindDefinition[]): KindDefinition[] {
    const all = [...builtInKinds, ...added];
    const remedy =
      'Remove one of the modules that add them, or give the kind another one.';
    requireUnique(
      'kinds of record',
      all.map(({ name }) => name),
      remedy,
    );
    for (const key of ['prefix', 'plural'] as const) {
      const values = all.map(kind => kind[key]);
      requireUnique(`kinds of record (their ${key})`, values, remedy);
    }
    return all;
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
