import { coveringWindows, windowType } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { previewWindow } from './previewWindow';
import { readCovering } from './readCovering';

/** Freezes, blackouts and maintenance windows. */
export const windowsRoom = (house: House): Room => ({
  name: 'windows',
  definitions: [
    {
      type: windowType,
      preview: (caller, spec) => previewWindow(house, caller, spec),
    },
  ],
  facts: [
    {
      fact: coveringWindows,
      read: (kind, record) => readCovering(house, kind, record),
    },
  ],
});
