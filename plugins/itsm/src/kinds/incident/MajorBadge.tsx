import { RiMegaphoneLine } from '@remixicon/react';
import { Chip, useItsmText } from 'backstage-plugin-itsm-react';
import { textOf, type WithFields } from '../fieldFacts';

/** Says that an incident is major, or that somebody wants it to be. */
export function MajorBadge({ record }: { record: WithFields }) {
  const { code } = useItsmText();
  const major = textOf(record, 'major');
  if (major !== 'proposed' && major !== 'accepted') return null;
  return (
    <Chip
      tone={major === 'accepted' ? 'negative' : 'warning'}
      icon={<RiMegaphoneLine aria-hidden />}
    >
      {code(`choice.majorBadge.${major}`)}
    </Chip>
  );
}
