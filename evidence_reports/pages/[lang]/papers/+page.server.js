/** The papers are known to the build; this page reads no table. */
export const load = () => ({ hasSample: false });
