import { Select } from '@backstage/ui';
import type { Level } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';

/** Impact or urgency, each level with what it means. */
export function LevelField(props: {
  name: 'impact' | 'urgency';
  levels: readonly Level[];
  value: Level;
  onChange: (level: Level) => void;
}) {
  const { t, code } = useItsmText();
  const { name } = props;
  return (
    <Select
      isRequired
      label={t(`field.${name}`)}
      value={props.value}
      onChange={key => props.onChange(key as Level)}
      options={props.levels.map(level => ({
        id: level,
        label: code(`choice.${name}.${level}`),
        description: code(`choice.${name}Hint.${level}`),
      }))}
    />
  );
}
