import { Button, ButtonIcon, Flex, Select } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import type { ConditionFacts } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { FactWidget } from '../DefinitionTypeView';
import { ConditionRow } from './ConditionRow';
import { isGroup, type Group, type Join, type Part } from './conditionTree';
import { joinText } from './factText';
import { emptyRow } from './rowOperators';
import styles from '../Definitions.module.css';

const JOINS: readonly Join[] = ['all', 'any', 'none'];

/** Rows that are joined, and groups of rows among them. */
export function ConditionGroup(props: {
  label: string;
  facts: ConditionFacts;
  widgets: Record<string, FactWidget>;
  group: Group;
  onChange: (group: Group) => void;
  /** Of a group in a group. */
  onRemove?: () => void;
}) {
  const { t, code } = useItsmText();
  const { facts, widgets, group, onChange, onRemove } = props;
  const { join, parts } = group;
  const setParts = (changed: readonly Part[]) =>
    onChange({ join, parts: changed });
  const replace = (index: number) => (part: Part) =>
    setParts(parts.map((each, at) => (at === index ? part : each)));
  const remove = (index: number) => () =>
    setParts(parts.filter((_, at) => at !== index));
  const add = (part: Part) => setParts([...parts, part]);

  return (
    <fieldset
      className={onRemove ? `${styles.group} ${styles.nested}` : styles.group}
      aria-label={props.label}
    >
      <Flex justify="between" align="center" gap="2">
        <Select
          aria-label={t('definition.form.join')}
          className={styles.join}
          value={join}
          onChange={key => onChange({ join: key as Join, parts })}
          options={JOINS.map(id => ({ id, label: joinText(id, code) }))}
        />
        {onRemove && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('definition.form.removeGroup')}
            icon={<RiDeleteBinLine />}
            onPress={onRemove}
          />
        )}
      </Flex>
      {parts.map((part, index) =>
        isGroup(part) ? (
          <ConditionGroup
            key={index}
            label={joinText(part.join, code)}
            facts={facts}
            widgets={widgets}
            group={part}
            onChange={replace(index)}
            onRemove={remove(index)}
          />
        ) : (
          <ConditionRow
            key={index}
            number={index + 1}
            facts={facts}
            widgets={widgets}
            row={part}
            onChange={replace(index)}
            onRemove={remove(index)}
          />
        ),
      )}
      <div className={styles.groupEnd}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          onPress={() => add(emptyRow(facts))}
        >
          {t('definition.form.addRow')}
        </Button>
        {!onRemove && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => add({ join: 'any', parts: [emptyRow(facts)] })}
          >
            {t('definition.form.addGroup')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
