import { isErasedRef } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

const IN_CATALOG = /^(user|group):[^/]+\/.+/;

/** A person or group as a link; a machine, which has no page, by its name. */
export function PrincipalLink(props: { principal: string }) {
  const { t } = useItsmText();
  const { principal } = props;
  if (isErasedRef(principal)) return <em>{t('timeline.erased')}</em>;
  if (IN_CATALOG.test(principal))
    return <EntityRefLink entityRef={principal} />;
  return <span title={principal}>{principal.replace(/^[a-z]+:/, '')}</span>;
}
