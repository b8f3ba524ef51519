import { Suspense, lazy } from 'react';
import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createPermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { entitiesWith } from '../../entity/entityFilter';

const ReportFromMenu = lazy(() =>
  import('./ReportFromMenu').then(m => ({ default: m.ReportFromMenu })),
);

/** The same as that of the backend, without what else comes along with it. */
const permission = createPermission({
  name: 'itsm.incident.create',
  attributes: { action: 'create' },
});

/** "Report incident" in the menu of an entity, wherever its page is open. */
export const reportMenuItem = EntityContextMenuItemBlueprint.makeWithOverrides({
  name: 'report-incident',
  factory: (original, { apis }) =>
    original({
      icon: <RiAlarmWarningLine size={16} />,
      filter: entitiesWith('incident', apis),
      useProps: () => {
        const { entity } = useEntity();
        const dialogs = useApi(dialogApiRef);
        const { allowed } = usePermission({ permission });
        const { code } = useItsmText();
        return {
          title: code('kind.incident.new'),
          disabled: !allowed,
          onClick: async () => {
            dialogs.open(({ dialog }) => (
              <Suspense fallback={null}>
                <ReportFromMenu
                  entity={entity}
                  onClose={() => dialog.close()}
                />
              </Suspense>
            ));
          },
        };
      },
    }),
});
