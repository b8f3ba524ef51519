import { useState } from 'react';
import {
  Button,
  ButtonIcon,
  ButtonLink,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from '@backstage/ui';
import { RiEditLine, RiMore2Line } from '@remixicon/react';
import type {
  DefinitionAction,
  DefinitionView,
  Refusal,
} from 'backstage-plugin-itsm-common';
import { useItsmSettings, useItsmText } from 'backstage-plugin-itsm-react';
import { refusalText } from '../../../states/failure';
import { ReadOnlyNote } from '../../../states/ReadOnlyNote';
import { ActionConfirmation, CONFIRMED } from './ActionConfirmation';
import type { PerformAction } from './useDefinitionAction';
import menu from '../../../record/RecordPage.module.css';
import styles from '../Definitions.module.css';

/** The action that its reader most likely came for; the first one that is possible. */
const NEXT: readonly DefinitionAction[] = ['approve', 'activate', 'submit'];

/** Exactly the actions that the server offers: the next one as a button, the others in a menu. */
export function DefinitionActions(props: {
  definition: DefinitionView;
  editPath: string;
  action: PerformAction;
}) {
  const { t } = useItsmText();
  const { definition, action } = props;
  const settings = useItsmSettings().data;
  const [asked, setAsked] = useState<DefinitionAction>();
  // Versions are restored in the history, where one sees what they said
  const offered = definition.actions.filter(({ name }) => name !== 'restore');
  const isPossible = (name: DefinitionAction) =>
    offered.some(each => each.name === name && !each.refused);
  const next =
    NEXT.find(isPossible) ??
    // Refused only for now, so that its reason is seen
    offered.find(
      ({ name, refused }) =>
        NEXT.includes(name) && refused && refused.code !== 'wrong_state',
    )?.name;
  const nextRefusal = offered.find(({ name }) => name === next)?.refused;
  const others = offered.filter(each => !each.refused && each.name !== next);
  const refused = offered.filter(each => each.refused && each.name !== next);
  const restoreRefusal = definition.actions.find(
    ({ name }) => name === 'restore',
  )?.refused;
  const start = (name: DefinitionAction) =>
    CONFIRMED.includes(name) ? setAsked(name) : void action.perform(name);

  if (definition.actions.length === 0) {
    if (!settings || definition.file !== null) return null;
    return settings.readOnly ? (
      <ReadOnlyNote because="installation" />
    ) : (
      <span className={styles.refused}>{t('definition.mayNotManage')}</span>
    );
  }
  return (
    <div className={styles.actions}>
      {next && (
        <span className={styles.next}>
          <Button
            variant="primary"
            isDisabled={Boolean(nextRefusal)}
            isPending={action.running === next}
            onPress={() => start(next)}
          >
            {t(`definition.action.${next}`)}
          </Button>
          {nextRefusal && <Reason refusal={nextRefusal} />}
        </span>
      )}
      {definition.canEdit && (
        <ButtonLink
          variant="secondary"
          iconStart={<RiEditLine />}
          href={props.editPath}
        >
          {t('definition.action.edit')}
        </ButtonLink>
      )}
      <MenuTrigger>
        <ButtonIcon
          aria-label={t('definition.moreActions')}
          variant="secondary"
          icon={<RiMore2Line />}
        />
        <Menu
          placement="bottom end"
          onAction={key => start(key as DefinitionAction)}
        >
          {others.map(({ name }) => (
            <MenuItem key={name} id={name}>
              {t(`definition.action.${name}`)}
            </MenuItem>
          ))}
          {refused.length > 0 || restoreRefusal ? (
            <MenuSection title={t('definition.refusedTitle')}>
              {[
                ...refused,
                ...(restoreRefusal
                  ? [{ name: 'restore' as const, refused: restoreRefusal }]
                  : []),
              ].map(each => (
                <MenuItem key={each.name} id={each.name} isDisabled>
                  <span className={menu.refusedItem}>
                    {t(`definition.action.${each.name}`)}
                    <Reason refusal={each.refused!} />
                  </span>
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
        </Menu>
      </MenuTrigger>
      {asked && (
        <ActionConfirmation
          definition={definition}
          asked={asked}
          action={action}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

function Reason({ refusal }: { refusal: Refusal }) {
  const { code } = useItsmText();
  const { state } = refusal.params ?? {};
  const params = {
    ...refusal.params,
    ...(state !== undefined && { state: code(`definition.state.${state}`) }),
  };
  return (
    <span className={styles.refused}>
      {refusalText({ ...refusal, params }, code)}
    </span>
  );
}
