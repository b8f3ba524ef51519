import { Suspense } from 'react';
import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { entitiesWith } from '../../entity/entityFilter';
import { LazyReportFromMenu, reportPermission } from './useReportIncident';

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
        const { allowed } = usePermission({ permission: reportPermission });
        const { code } = useItsmText();
        return {
          title: code('kind.incident.new'),
          disabled: !allowed,
          onClick: async () => {
            dialogs.open(({ dialog }) => (
              <Suspense fallback={null}>
                <LazyReportFromMenu
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
