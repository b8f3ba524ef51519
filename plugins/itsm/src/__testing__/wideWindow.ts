/** A window of 1400 pixels; to be imported before the component library, which asks when it is loaded. */
window.matchMedia = (query: string) => {
  const [, width = '0'] = /min-width: *(\d+)px/.exec(query) ?? [];
  return {
    matches: Number(width) <= 1400,
    media: query,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
  } as unknown as MediaQueryList;
};

export {};
