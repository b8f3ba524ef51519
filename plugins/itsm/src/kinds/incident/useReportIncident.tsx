import { Suspense, lazy, useState, type ReactNode } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import type { IconComponent } from '@backstage/core-plugin-api';
import { useAsyncEntity } from '@backstage/plugin-catalog-react';
import { createPermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { showsKind } from '../../entity/entityFilter';

export const LazyReportFromMenu = lazy(() =>
  import('./ReportFromMenu').then(m => ({ default: m.ReportFromMenu })),
);

/** The same as that of the backend, without what else comes along with it. */
export const reportPermission = createPermission({
  name: 'itsm.incident.create',
  attributes: { action: 'create' },
});

const Icon = () => <RiAlarmWarningLine size={20} aria-hidden />;

/** What {@link useReportIncident} gives to the page of an entity. @public */
export interface ReportIncident {
  /** For `UNSTABLE_extraContextMenuItems` of an `EntityLayout`; empty for whoever may not, or can't here. */
  menuItems: { title: string; Icon: IconComponent; onClick: () => void }[];
  /** The dialog while it is open; to be rendered beside the layout. */
  dialog: ReactNode;
}

/**
 * "Report incident" in the menu of an entity, in the old frontend system. To be called in the page of an
 * entity.
 *
 * @public
 */
export function useReportIncident(): ReportIncident {
  const { code } = useItsmText();
  const { entity } = useAsyncEntity();
  const apis = useApiHolder();
  const { allowed } = usePermission({ permission: reportPermission });
  const [isOpen, setOpen] = useState(false);
  if (!entity || !allowed || !showsKind('incident', entity, apis)) {
    return { menuItems: [], dialog: null };
  }
  return {
    menuItems: [
      {
        title: code('kind.incident.new'),
        Icon,
        onClick: () => setOpen(true),
      },
    ],
    dialog: isOpen && (
      <Suspense fallback={null}>
        <LazyReportFromMenu entity={entity} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}
