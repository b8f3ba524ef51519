import { useState } from 'react';
import { ButtonIcon, Combobox, Flex } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import {
  EntityDisplayName,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { EntityOption } from './queryEntityOptions';
import { useEntityOptions } from './useEntityOptions';
import styles from './Form.module.css';

/** Hooks can't be left out: stands for no value. */
const NOBODY = 'user:default/nobody';
const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);

/** A label that only screen readers have, where the place of the field says what it is. */
const labelled = (label: string, isHidden = false) =>
  isHidden ? { 'aria-label': label } : { label };

/** One entity of the catalog. */
export function EntityField(props: {
  label: string;
  isLabelHidden?: boolean;
  isRequired: boolean;
  kinds: readonly string[];
  value: string | undefined;
  onChange: (ref: string | undefined) => void;
}) {
  const { t } = useItsmText();
  const options = useEntityOptions(props.kinds);
  const [chosen, setChosen] = useState<EntityOption | null>(null);
  // The name of a value that was not chosen here, such as that of a discarded draft, comes from the catalog
  const { primaryTitle } = useEntityPresentation(props.value ?? NOBODY);
  const told = props.value ? { id: props.value, label: primaryTitle } : null;
  const shown = chosen && chosen.id === props.value ? chosen : told;
  return (
    <Combobox
      {...labelled(props.label, props.isLabelHidden)}
      isRequired={props.isRequired}
      placeholder={t('form.search')}
      options={options}
      search={{ mode: 'server' }}
      value={shown}
      onChange={option => {
        setChosen(option);
        props.onChange(option?.id);
      }}
    />
  );
}

/** Several entities: the chosen ones above a field that adds one more. */
export function EntitiesField(props: {
  label: string;
  isLabelHidden?: boolean;
  isRequired: boolean;
  kinds: readonly string[];
  value: readonly string[];
  onChange: (refs: string[]) => void;
}) {
  const { t } = useItsmText();
  const options = useEntityOptions(props.kinds);
  // A new key empties the field after each choice
  const [round, setRound] = useState(0);
  return (
    <Flex direction="column" gap="2">
      <Combobox
        key={round}
        {...labelled(props.label, props.isLabelHidden)}
        isRequired={props.isRequired}
        placeholder={t('form.search')}
        options={options}
        search={{ mode: 'server' }}
        value={null}
        onChange={option => {
          if (!option) return;
          if (!props.value.includes(option.id)) {
            props.onChange([...props.value, option.id]);
          }
          setRound(round + 1);
        }}
      />
      {props.value.length > 0 && (
        <ul className={styles.chosen}>
          {props.value.map(ref => (
            <li key={ref}>
              <EntityDisplayName entityRef={ref} disableTooltip />
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('form.remove', { name: nameOf(ref) })}
                icon={<RiCloseLine />}
                onPress={() =>
                  props.onChange(props.value.filter(each => each !== ref))
                }
              />
            </li>
          ))}
        </ul>
      )}
    </Flex>
  );
}
