import { Flex, Text } from '@backstage/ui';
import type { DefinitionView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import type { DefinitionParts } from './DefinitionTypeView';
import { ExplanationList } from './ExplanationList';
import { specFields } from './form/specFields';
import { flatContent, useDefinitionValue } from './useDefinitionValue';
import detail from '../../page/DetailPage.module.css';

/** Its conditions and what follows from them, in words. */
export function WhatItDoes(props: {
  definition: DefinitionView;
  parts: DefinitionParts;
}) {
  const { t, code } = useItsmText();
  const { definition, parts } = props;
  const show = useDefinitionValue(parts);
  return (
    <Panel title={t('definition.what')}>
      <Flex direction="column" gap="3">
        {Object.keys(parts.type.conditions).map(name => (
          <div key={name}>
            <Text as="p" variant="body-small" color="secondary">
              {code(`definition.field.${name}`)}
            </Text>
            {show(name, definition.spec[name])}
          </div>
        ))}
        {definition.explanation.length > 0 ? (
          <ExplanationList explanation={definition.explanation} />
        ) : (
          <Text as="p" color="secondary">
            {t('definition.noExplanation')}
          </Text>
        )}
      </Flex>
    </Panel>
  );
}

/** What else it says, field by field. */
export function Details(props: {
  definition: DefinitionView;
  parts: DefinitionParts;
}) {
  const { t, code } = useItsmText();
  const { definition, parts } = props;
  const show = useDefinitionValue(parts);
  const content: Record<string, unknown> = flatContent(definition);
  const names = [
    ...specFields(parts)
      .map(({ name }) => name)
      .filter(name => !(name in parts.type.conditions)),
    'ownerGroup',
    'desk',
  ];
  return (
    <Panel title={t('definition.details')}>
      <dl className={detail.facts}>
        {names.map(name => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{code(`definition.field.${name}`)}</dt>
            <dd>{show(name, content[name])}</dd>
          </div>
        ))}
        {definition.activeVersion !== null && (
          <div style={{ display: 'contents' }}>
            <dt>{t('definition.history.active')}</dt>
            <dd>
              {t('definition.history.version', {
                version: definition.activeVersion,
              })}
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}
