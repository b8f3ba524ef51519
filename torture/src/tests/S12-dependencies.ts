import { readAdvisories } from '../support/dependencies/advisories';
import { isPermissive } from '../support/dependencies/licenses';
import {
  directThirdParties,
  runtimeTree,
} from '../support/dependencies/runtimeTree';
import { tortureTest } from '../TortureTest';

/** Over all published packages of the family. */
const MAX_DIRECT = 15;

/** What others wrote and an installation of the family brings along. */
export const dependencies = tortureTest({
  id: 'S12',
  title: 'Dependencies',
  promise:
    'Every package that comes with the family has a permissive licence, a registry that has advisories knows nothing severe against one that we chose, and no more than 15 direct ones are not of Backstage.',
  unit: 'packages',
  // They are the same for both
  engines: ['sqlite'],
  fullDose: 1,
  smallDose: 1,
  async setUp() {},
  async round() {
    const tree = runtimeTree();
    const direct = directThirdParties();
    const advisories = await readAdvisories();
    const severe = (advisories ?? []).filter(
      ({ package: name, severity }) =>
        /high|critical/i.test(severity) && direct.includes(name),
    );
    const violations = [
      ...tree
        .filter(({ license }) => !license || !isPermissive(license))
        .map(
          ({ name, version, license }) =>
            `${name} ${version} has the licence ${license ?? 'that nobody knows'}.`,
        ),
      ...severe.map(
        each => `${each.package}: ${each.title} (${each.severity}).`,
      ),
      ...(direct.length > MAX_DIRECT
        ? [`There are ${direct.length} direct ones: ${direct.join(', ')}.`]
        : []),
    ];
    return {
      units: tree.length,
      violations,
      facts: {
        direct: direct.length,
        advisoriesCouldBeAsked: advisories ? 1 : 0,
        ...(advisories && { advisories: advisories.length }),
      },
    };
  },
});
