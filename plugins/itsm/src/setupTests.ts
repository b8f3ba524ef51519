import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages with the real component library: slow on a machine that does other things too
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });
