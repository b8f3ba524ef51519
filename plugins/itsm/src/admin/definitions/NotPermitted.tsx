import { Alert } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { permissionsOf, type DefinitionTypeView } from './DefinitionTypeView';

/** For those who follow a link to what they may not see. */
export function NotPermitted(props: { view: DefinitionTypeView }) {
  const { t } = useItsmText();
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('error.title.forbidden')}
      description={t('error.remedy.forbidden', {
        permission: permissionsOf(props.view).read,
      })}
    />
  );
}
