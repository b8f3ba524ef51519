import { useState } from 'react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { ConditionFacts } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { FactWidget } from '../DefinitionTypeView';
import { ConditionGroup } from './ConditionGroup';
import { ConditionSource } from './ConditionSource';
import { fromTree, toTree } from './conditionTree';
import styles from '../Definitions.module.css';

/** A condition as rows; one that rows can't say, and one whose writer prefers it, as text. */
export function ConditionEditor(props: {
  label: string;
  facts: ConditionFacts;
  widgets: Record<string, FactWidget>;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { t } = useItsmText();
  const { facts, widgets, value, onChange } = props;
  const [asText, setAsText] = useState(false);
  const tree = toTree(value);
  return (
    <div className={styles.group}>
      <Flex justify="between" align="center" gap="2">
        <Text weight="bold" variant="body-small">
          {props.label}
        </Text>
        {tree && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setAsText(!asText)}
          >
            {t(asText ? 'definition.form.asRows' : 'definition.form.asText')}
          </Button>
        )}
      </Flex>
      {asText || !tree ? (
        <>
          {!tree && typeof value !== 'string' && (
            <Alert
              role="note"
              status="info"
              icon
              title={t('definition.form.noRows')}
            />
          )}
          <ConditionSource facts={facts} value={value} onChange={onChange} />
        </>
      ) : (
        <ConditionGroup
          label={props.label}
          facts={facts}
          widgets={widgets}
          group={tree}
          onChange={changed => onChange(fromTree(changed))}
        />
      )}
    </div>
  );
}
