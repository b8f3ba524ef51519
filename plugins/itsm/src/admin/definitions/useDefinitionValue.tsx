import { useCallback, type ReactNode } from 'react';
import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useShownValue } from '../../form/useShownValue';
import { valueTypeOf } from '../../form/versionValues';
import { ConditionText } from './conditions/ConditionText';
import type { DefinitionParts } from './DefinitionTypeView';
import { specFields } from './form/specFields';

/** What a definition says, by the names of its parts. */
export const flatContent = (content: DefinitionContent) => ({
  ...content.spec,
  name: content.name,
  ownerGroup: content.ownerGroup,
  desk: content.desk,
});

/** Shows a part of what a definition says, as a reader knows it. */
export function useDefinitionValue(parts: DefinitionParts) {
  const { t } = useItsmText();
  const show = useShownValue('definition');
  return useCallback(
    (name: string, value: unknown): ReactNode => {
      if (name in parts.type.conditions && value !== undefined) {
        return <ConditionText condition={value} facts={parts.facts} />;
      }
      if (name === 'ownerGroup') {
        return typeof value === 'string' ? (
          show(name, value, 'entity')
        ) : (
          <em>{t('definition.noOwner')}</em>
        );
      }
      return show(name, value, valueTypeOf(name, specFields(parts)));
    },
    [parts, show, t],
  );
}
