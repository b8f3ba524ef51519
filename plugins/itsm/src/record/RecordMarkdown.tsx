import { useMemo } from 'react';
import { Link } from '@backstage/ui';
import { MarkdownContent } from '@backstage/core-components';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useAttachmentImages } from './useAttachmentImages';
import styles from './RecordPage.module.css';

/** How a text refers to a file of its record; relative, so that sanitising keeps it. */
export const ATTACHMENT_PATH = 'attachments/';

/** Takes the place of an image that may not be loaded. One transparent pixel. */
const NO_IMAGE =
  'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const EXTERNAL_IMAGE = /!\[[^\]]*\]\(\s*<?(https?:\/\/[^)>\s]+)/gi;

/**
 * Text of a person as markdown. Images of the record are fetched with the reader's permissions;
 * images from elsewhere are never loaded, because their server would learn who reads what: their
 * addresses are listed below the text instead.
 */
export function RecordMarkdown(props: { record: RecordView; content: string }) {
  const { t } = useItsmText();
  const { record, content } = props;
  const referred = useMemo(
    () =>
      record.attachments.filter(file =>
        content.includes(`${ATTACHMENT_PATH}${file.id}`),
      ),
    [record.attachments, content],
  );
  const images = useAttachmentImages(record.number, record.kind, referred);
  const external = useMemo(
    () => [...new Set([...content.matchAll(EXTERNAL_IMAGE)].map(m => m[1]))],
    [content],
  );
  return (
    <>
      <MarkdownContent
        className={styles.markdown}
        content={content}
        transformImageUri={uri =>
          uri.startsWith(ATTACHMENT_PATH)
            ? (images[uri.slice(ATTACHMENT_PATH.length)] ?? NO_IMAGE)
            : NO_IMAGE
        }
      />
      {external.length > 0 && (
        <p className={styles.external}>
          {t('record.externalImages')}{' '}
          {external.map(url => (
            <Link key={url} href={url} target="_blank" variant="body-small">
              {url}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
