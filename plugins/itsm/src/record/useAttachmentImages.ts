import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { AttachmentView } from 'backstage-plugin-itsm-common';
import { itsmApiRef } from 'backstage-plugin-itsm-react';
import { usePlural } from './usePlural';

/** SVG is left out: it can carry script. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif)$/;

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/**
 * The images among these files by id, as data URLs: an `<img>` can't send the reader's token, and
 * the portal's default content security policy allows data but no blob URLs.
 */
export function useAttachmentImages(
  number: string,
  kind: string,
  files: readonly AttachmentView[],
): Record<string, string> {
  const client = useApi(itsmApiRef);
  const plural = usePlural(kind);
  const [images, setImages] = useState<Record<string, string>>({});
  const wanted = files
    .filter(file => SHOWN.test(file.contentType))
    .map(file => file.id)
    .join();

  useEffect(() => {
    const controller = new AbortController();
    for (const id of wanted ? wanted.split(',') : []) {
      client
        .attachment(plural, number, id, controller.signal)
        .then(dataUrl)
        .then(url => setImages(old => ({ ...old, [id]: url })))
        .catch(() => {
          // The text stays readable; the file is listed beside it
        });
    }
    return () => controller.abort();
  }, [client, plural, number, wanted]);

  return images;
}
