import { Suspense, lazy } from 'react';
import {
  useKindView,
  type CreateDialogProps,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../record/usePlural';
import { useDraftOwner } from './useDraftOwner';

const NewRecordDialog = lazy(() =>
  import('./NewRecordDialog').then(m => ({ default: m.NewRecordDialog })),
);

/** The dialog of the kind, once it is there. */
export function KindDialog(props: Omit<CreateDialogProps, 'plural' | 'view'>) {
  const view = useKindView(props.kind);
  const plural = usePlural(props.kind);
  // An empty form that fills with a draft would be worse than one that opens a moment later
  const isKnown = useDraftOwner() !== undefined;
  if (!view || !isKnown) return null;
  const Dialog = view.createDialog ?? NewRecordDialog;
  return (
    <Suspense fallback={null}>
      <Dialog {...props} plural={plural} view={view} />
    </Suspense>
  );
}
