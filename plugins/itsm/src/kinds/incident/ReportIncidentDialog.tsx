import { useState } from 'react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Checkbox,
  Text,
  TextField,
} from '@backstage/ui';
import { LEVELS, type Level } from 'backstage-plugin-itsm-common';
import {
  PriorityChip,
  useItsmText,
  type CreateDialogProps,
} from 'backstage-plugin-itsm-react';
import { useDesks } from '../../desks/useDesks';
import { ENTITY_KINDS } from '../../entity/entityFilter';
import { EntitiesField, EntityField } from '../../form/EntityField';
import { ProseField } from '../../form/ProseField';
import { CreateDialog } from '../../create/CreateDialog';
import { LevelField } from './LevelField';
import { SimilarRecords } from '../../create/SimilarRecords';
import { useCreate } from '../../create/useCreate';
import { unlessRestricted, useDraft } from '../../create/useDraft';
import styles from '../../create/Create.module.css';

interface IncidentDraft {
  title: string;
  impact: Level;
  urgency: Level;
  description: string;
  environment: string;
  category: string;
  entityUnknownReason: string;
  /** Left out: who reports it. */
  requester?: string;
  restricted: boolean;
}

const EMPTY: IncidentDraft = {
  title: '',
  impact: 'medium',
  urgency: 'medium',
  description: '',
  environment: '',
  category: '',
  entityUnknownReason: '',
  restricted: false,
};

const REQUESTERS = ['User'];

const filled = (text: string) => /\S/.test(text);

/** Reports an incident in 20 seconds: what, how bad, how urgent; the rest is under "More". */
export function ReportIncidentDialog(props: CreateDialogProps) {
  const { t, code } = useItsmText();
  const desks = useDesks();
  const { entity, from, view } = props;
  const draft = useDraft<IncidentDraft>(
    `incident/${from?.number ?? entity ?? ''}`,
    { ...EMPTY, ...(from && view.startedFrom?.(from, code)) },
    { keep: unlessRestricted(from) },
  );
  const [entities, setEntities] = useState<readonly string[]>(
    entity ? [entity] : (from?.entities ?? []),
  );
  const { value, set, discard } = draft;
  const { create, sending, error } = useCreate(props, discard);
  const change = (patch: Partial<IncidentDraft>) =>
    set(old => ({ ...old, ...patch }));
  const priority = props.settings.matrix[value.impact][value.urgency];
  const named = entities.length > 0;
  const complete =
    filled(value.title) &&
    filled(value.description) &&
    (named || filled(value.entityUnknownReason));

  const submit = async () => {
    const { environment, category, entityUnknownReason, restricted, ...rest } =
      value;
    await create({
      ...rest,
      entities,
      ...(filled(environment) && { environment }),
      ...(filled(category) && { category }),
      ...(!named && { entityUnknownReason }),
      // What begins with a restricted record tells of it
      ...((restricted || from?.restricted) && { restricted: true }),
      ...(from && desks.length > 1 && { desk: from.desk }),
    });
  };

  return (
    <CreateDialog
      title={code(`kind.${props.kind}.new`)}
      restored={draft.restored && filled(value.title + value.description)}
      error={error}
      sending={sending}
      complete={complete}
      onSubmit={() => void submit()}
      onDiscard={discard}
      onClose={props.onClose}
    >
      <TextField
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type this
        autoFocus
        isRequired
        label={t('field.title')}
        placeholder={t('create.titlePlaceholder')}
        maxLength={200}
        value={value.title}
        onChange={title => change({ title })}
      />
      <SimilarRecords title={value.title} entity={entities[0]} />
      <div className={styles.pair}>
        <LevelField
          name="impact"
          levels={LEVELS}
          value={value.impact}
          onChange={impact => change({ impact })}
        />
        <LevelField
          name="urgency"
          levels={LEVELS}
          value={value.urgency}
          onChange={urgency => change({ urgency })}
        />
      </div>
      <div className={styles.priority} aria-live="polite">
        <PriorityChip priority={priority} />
        {t('priority.reason', {
          impact: code(`choice.impact.${value.impact}`).toLocaleLowerCase(),
          urgency: code(`choice.urgency.${value.urgency}`).toLocaleLowerCase(),
        })}
      </div>
      <ProseField
        isRequired
        label={t('field.description')}
        rows={5}
        maxLength={20_000}
        value={value.description}
        onChange={description => change({ description })}
      />
      <EntitiesField
        label={t('field.entities')}
        isRequired={false}
        kinds={ENTITY_KINDS}
        value={entities}
        onChange={setEntities}
      />
      {!named && (
        <TextField
          isRequired
          label={t('field.entityUnknownReason')}
          maxLength={500}
          value={value.entityUnknownReason}
          onChange={entityUnknownReason => change({ entityUnknownReason })}
        />
      )}
      <Accordion>
        <AccordionTrigger title={t('form.more')} />
        <AccordionPanel>
          <div className={styles.pair}>
            <TextField
              label={t('field.environment')}
              placeholder="production"
              maxLength={63}
              value={value.environment}
              onChange={environment => change({ environment })}
            />
            <TextField
              label={t('field.category')}
              maxLength={100}
              value={value.category}
              onChange={category => change({ category })}
            />
          </div>
          <EntityField
            label={t('field.requester')}
            isRequired={false}
            kinds={REQUESTERS}
            value={value.requester}
            onChange={requester => change({ requester })}
          />
          {/* Nobody is asked what is decided already */}
          {!from?.restricted && (
            <Checkbox
              isSelected={value.restricted}
              onChange={restricted => change({ restricted })}
            >
              {t('field.restricted')}
            </Checkbox>
          )}
        </AccordionPanel>
      </Accordion>
      {from?.restricted && (
        <Text color="secondary">
          {t('create.restrictedAs', { number: from.number })}
        </Text>
      )}
    </CreateDialog>
  );
}
